// LoadStation: one print station with one printer, as a load sees it: its requests, signed, and the jobs that it holds.
//
// A request belongs to one call; jobs are given back by the outcome PRINTED that an operator saw.
// Failure: Register passes on what the server says. Threads: belongs to one thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "base/hash.h"
#include "blangko/printers/v1/printers_service.grpc.pb.h"
#include "blangko/scheduler/v1/scheduler_service.grpc.pb.h"
#include "google/protobuf/message.h"
#include "grpcpp/client_context.h"
#include "tests/support/office_client.h"

namespace blangko::bench {

using Jobs = std::vector<scheduler::v1::Job>;

class LoadStation {
 public:
  // `clock` dates the request ids; it outlives the station.
  LoadStation(std::string id, const Clock& clock);

  // Makes itself known to the server, and its printer.
  absl::Status Register(support::OfficeClient& office);

  scheduler::v1::PullJobsRequest PullOf(int jobs);
  scheduler::v1::StartJobsRequest StartOf(const Jobs& jobs);
  scheduler::v1::ReportOutcomesRequest ReportOf(const Jobs& done);
  // The outcomes of `done`, and up to `jobs` more with permission.
  scheduler::v1::ExchangeJobsRequest ExchangeOf(const Jobs& done, int jobs);

  // Puts the station's proof of the request into the metadata.
  void Sign(const google::protobuf::Message& request, grpc::ClientContext& context) const;

 private:
  template <typename Request>
  Request RequestOf();
  void AddOutcomes(const Jobs& done,
                   google::protobuf::RepeatedPtrField<scheduler::v1::OutcomeReport>& reports);

  const std::string id_;
  const SigningKey key_;
  support::RequestIds ids_;
  uint64_t epoch_ = 1;
  uint64_t seq_ = 0;
};

}  // namespace blangko::bench
