// PrintersService over gRPC: each handler is one call of Printers.
//
// Failure: see handle_call.h. Threads: any; `printers` and `rpc` outlive the service.
#pragma once

#include "services/rpc/service.h"

namespace blangko::printers {

class Printers;

rpc::ServicePtr MakePrintersService(Printers& printers, const rpc::Rpc& rpc);

}  // namespace blangko::printers
