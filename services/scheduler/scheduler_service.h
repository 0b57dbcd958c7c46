// SchedulerService over gRPC: each handler is one call of Scheduler.
//
// Failure: see handle_call.h. Threads: any; `scheduler` and `rpc` outlive the service.
#pragma once

#include "services/rpc/service.h"

namespace blangko::scheduler {

class Scheduler;

rpc::ServicePtr MakeSchedulerService(Scheduler& scheduler, const rpc::Rpc& rpc);

}  // namespace blangko::scheduler
