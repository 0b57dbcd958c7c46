// CountsService over gRPC: each handler is one call of Counts.
//
// Failure: see handle_call.h. Threads: any; the arguments outlive the service.
#pragma once

#include "services/rpc/service.h"

namespace blangko::counts {

class Counts;

rpc::ServicePtr MakeCountsService(Counts& counts, const rpc::Rpc& rpc);

}  // namespace blangko::counts
