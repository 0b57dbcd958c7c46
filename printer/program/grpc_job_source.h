// GrpcJobSource: the server over gRPC. Every call is signed with the station's key and has a deadline; none is
// sent again here, because the agent decides that.
//
// Failure: the server's refusals, UNAVAILABLE, DEADLINE_EXCEEDED. Threads: one.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/ids.h"
#include "base/rng.h"
#include "printer/agent/job_source.h"

namespace blangko::printer {

struct StationIdentity {
  std::string station_id;
  uint64_t epoch = 1;
  SigningKey key;
};

// A server address with its channel, which is opened once and used by all.
class ServerLink {
 public:
  explicit ServerLink(const std::string& target);
  ~ServerLink();

  struct Stubs;
  Stubs& stubs() const { return *stubs_; }

 private:
  const std::unique_ptr<Stubs> stubs_;
};

class GrpcJobSource : public JobSource {
 public:
  GrpcJobSource(const ServerLink& link, StationIdentity identity, Rng& rng)
      : link_(link), identity_(std::move(identity)), rng_(rng) {}

  absl::StatusOr<scheduler::v1::ExchangeJobsResponse> Exchange(
      const scheduler::v1::ExchangeJobsRequest& request) override;
  absl::StatusOr<printers::v1::HeartbeatResponse> Heartbeat(
      const printers::v1::HeartbeatRequest& request) override;

 private:
  const ServerLink& link_;
  const StationIdentity identity_;
  Rng& rng_;
};

// Makes the station known to the server, as the operator of this machine: for demos and first set-ups on loopback.
// Answers the station's epoch.
absl::StatusOr<uint64_t> RegisterStation(const ServerLink& link, const StationIdentity& identity,
                                         const std::vector<std::string>& sites,
                                         const std::string& operator_name, IdSource& ids, Rng& rng);

// The epoch in which the server knows this station; changes nothing there. NOT_FOUND, and other refusals, as it says.
absl::StatusOr<uint64_t> AskEpoch(const ServerLink& link, const StationIdentity& identity, IdSource& ids,
                                  Rng& rng);

}  // namespace blangko::printer
