// DrawersService over gRPC: each handler is one call of Drawers.
//
// Failure: see handle_call.h. Threads: any; the arguments outlive the service.
#pragma once

#include "services/rpc/service.h"

namespace blangko::drawers {

class Drawers;

rpc::ServicePtr MakeDrawersService(Drawers& drawers, const rpc::Rpc& rpc);

}  // namespace blangko::drawers
