// OpeningService over gRPC: each handler is one call of Openings.
//
// Failure: see handle_call.h. Threads: any; the arguments outlive the service.
#pragma once

#include "services/rpc/service.h"

namespace blangko::opening {

class Openings;

rpc::ServicePtr MakeOpeningService(Openings& openings, const rpc::Rpc& rpc);

}  // namespace blangko::opening
