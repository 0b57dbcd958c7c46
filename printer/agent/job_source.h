// JobSource is where a station's work comes from: the server, behind the two calls that the agent needs.
//
// Failure: any status. The agent sends an unanswered call again unchanged; see Exchange.
// Threads: one.
#pragma once

#include "absl/status/statusor.h"
#include "blangko/printers/v1/printers_service.pb.h"
#include "blangko/scheduler/v1/scheduler_service.pb.h"

namespace blangko::printer {

class JobSource {
 public:
  virtual ~JobSource() = default;
  virtual absl::StatusOr<scheduler::v1::ExchangeJobsResponse> Exchange(
      const scheduler::v1::ExchangeJobsRequest& request) = 0;
  virtual absl::StatusOr<printers::v1::HeartbeatResponse> Heartbeat(
      const printers::v1::HeartbeatRequest& request) = 0;
};

}  // namespace blangko::printer
