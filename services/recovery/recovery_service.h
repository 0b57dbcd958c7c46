// The gRPC face of Recovery.
//
// Threads: any.
#pragma once

#include "services/rpc/service.h"

namespace blangko::rpc {
class Rpc;
}

namespace blangko::recovery {
class Recovery;
// Both arguments outlive it.
rpc::ServicePtr MakeRecoveryService(Recovery& recovery, const rpc::Rpc& rpc);
}  // namespace blangko::recovery
