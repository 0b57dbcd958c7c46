// MovementsService over gRPC: each handler is one call of Movements.
//
// Failure: see handle_call.h. Threads: any; the arguments outlive the service.
#pragma once

#include "services/rpc/service.h"

namespace blangko::movements {

class Movements;

rpc::ServicePtr MakeMovementsService(Movements& movements, const rpc::Rpc& rpc);

}  // namespace blangko::movements
