// IncidentsService over gRPC: each handler is one call of Incidents.
//
// Failure: see handle_call.h. Threads: any; the arguments outlive the service.
#pragma once

#include "services/rpc/service.h"

namespace blangko::incidents {

class Incidents;

rpc::ServicePtr MakeIncidentsService(Incidents& incidents, const rpc::Rpc& rpc);

}  // namespace blangko::incidents
