// ConsumablesService over gRPC: each handler is one call of Consumables.
//
// Failure: see handle_call.h. Threads: any; the arguments outlive the service.
#pragma once

#include "services/rpc/service.h"

namespace blangko::consumables {

class Consumables;

rpc::ServicePtr MakeConsumablesService(Consumables& supplies, const rpc::Rpc& rpc);

}  // namespace blangko::consumables
