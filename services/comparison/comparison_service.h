// ComparisonService over gRPC: each handler is one call of Comparisons.
//
// Failure: see handle_call.h. Threads: any; the arguments outlive the service.
#pragma once

#include "services/rpc/service.h"

namespace blangko::comparison {

class Comparisons;

rpc::ServicePtr MakeComparisonService(Comparisons& comparisons, const rpc::Rpc& rpc);

}  // namespace blangko::comparison
