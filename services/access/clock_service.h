// The gRPC face of ClockDesk.
//
// Threads: any.
#pragma once

#include "services/rpc/service.h"

namespace blangko::rpc {
class Rpc;
}

namespace blangko::access {
class ClockDesk;
// Both arguments outlive it.
rpc::ServicePtr MakeClockService(ClockDesk& desk, const rpc::Rpc& rpc);
}  // namespace blangko::access
