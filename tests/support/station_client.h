// StationClient: a print station as seen by the server: signed calls, no printer. Tests play the machine with it.
//
// Outcome sequence numbers grow by themselves; a repeat of the same request object is a true repeat.
// Failure: what the server said. Threads: belongs to one thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "base/hash.h"
#include "blangko/printers/v1/printers_service.grpc.pb.h"
#include "blangko/scheduler/v1/scheduler_service.grpc.pb.h"
#include "google/protobuf/message.h"
#include "grpcpp/channel.h"
#include "tests/support/grpc_call.h"
#include "tests/support/request_ids.h"

namespace blangko::support {

using Jobs = std::vector<scheduler::v1::Job>;

class StationClient {
 public:
  // `clock` dates the request ids; it outlives the client.
  StationClient(const std::shared_ptr<grpc::Channel>& channel, std::string station_id, const Clock& clock);
  // The same station and key over another channel, after the server came back.
  void Reconnect(const std::shared_ptr<grpc::Channel>& channel);

  const std::string& station_id() const { return station_id_; }
  const std::string& public_key() const { return key_.public_key; }

  // Tells the server about the one printer "p1", which has the driver `file`; and how many cards its ribbon is for, when
  // it knows that.
  absl::Status Heartbeat(std::optional<int64_t> ribbon_cards = std::nullopt);
  // The same, with counts of its days.
  absl::Status TellCounts(const std::vector<printers::v1::DayCount>& counts);
  // The same, with the newest fact that was acknowledged to it.
  absl::Status TellAcknowledged(uint64_t seq);
  absl::StatusOr<Jobs> Pull(int max_jobs);
  absl::StatusOr<scheduler::v1::StartJobsResponse> Start(const Jobs& jobs);
  // Reports what became of `done` and takes up to `max_jobs` with permission.
  absl::StatusOr<scheduler::v1::ExchangeJobsResponse> Exchange(const Jobs& done,
                                                               scheduler::v1::Outcome outcome, int max_jobs);
  // Prints until nothing more is given or `limit` cards are out; the ids in the order in which they were printed.
  absl::StatusOr<std::vector<std::string>> PrintUpTo(int64_t limit);
  // Why the newest Exchange gave less than was asked.
  const std::string& empty_reason() const { return empty_reason_; }
  absl::StatusOr<scheduler::v1::ReportOutcomesResponse> Report(const Jobs& done,
                                                               scheduler::v1::Outcome outcome);

 private:
  // Puts this station's proof of `request` into the metadata.
  PrepareContext Signed(const google::protobuf::Message& request) const;
  scheduler::v1::OutcomeReport ReportOf(const scheduler::v1::Job& job, scheduler::v1::Outcome outcome);

  const std::string station_id_;
  const SigningKey key_;
  uint64_t epoch_ = 1;
  uint64_t seq_ = 0;
  std::string empty_reason_;
  RequestIds ids_;
  std::unique_ptr<scheduler::v1::SchedulerService::Stub> scheduler_;
  std::unique_ptr<printers::v1::PrintersService::Stub> printers_;
};

}  // namespace blangko::support
