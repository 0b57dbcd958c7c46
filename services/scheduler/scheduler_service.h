// SchedulerService over gRPC: each handler is one call of Scheduler or Doubts.
//
// Failure: see handle_call.h. Threads: any; its arguments outlive the service.
#pragma once

#include "services/rpc/service.h"

namespace blangko::scheduler {

class Doubts;
class Scheduler;

rpc::ServicePtr MakeSchedulerService(Scheduler& scheduler, Doubts& doubts, const rpc::Rpc& rpc);

}  // namespace blangko::scheduler
