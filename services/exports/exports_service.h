// The gRPC face of Exports.
//
// Threads: any.
#pragma once

#include "services/rpc/service.h"

namespace blangko::rpc {
class Rpc;
}

namespace blangko::exports {
class Exports;
// Both arguments outlive it.
rpc::ServicePtr MakeExportsService(Exports& exports, const rpc::Rpc& rpc);
}  // namespace blangko::exports
