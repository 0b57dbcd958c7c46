// OfficesService over gRPC: each handler is one call of Offices.
//
// Failure: see handle_call.h. Threads: any; `offices` and `rpc` outlive the service.
#pragma once

#include "services/rpc/service.h"

namespace blangko::access {

class Offices;

rpc::ServicePtr MakeOfficesService(Offices& offices, const rpc::Rpc& rpc);

}  // namespace blangko::access
