// SchedulerService over gRPC: each handler is one call of Scheduler, Doubts, Policies or Lanes.
//
// Failure: see handle_call.h. Threads: any; its arguments outlive the service.
#pragma once

#include "services/rpc/service.h"

namespace blangko::scheduler {

class Doubts;
class Lanes;
class Policies;
class Scheduler;

// The domains whose calls it is; all outlive the service.
struct SchedulerDomains {
  Scheduler& scheduler;
  Doubts& doubts;
  Policies& policies;
  Lanes& lanes;
};

rpc::ServicePtr MakeSchedulerService(const SchedulerDomains& domains, const rpc::Rpc& rpc);

}  // namespace blangko::scheduler
