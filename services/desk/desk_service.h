// DeskService over gRPC: each handler is one call of Desk.
//
// Failure: see handle_call.h. Threads: any; `desk` and `rpc` outlive the service.
#pragma once

#include "services/rpc/service.h"

namespace blangko::desk {

class Desk;

rpc::ServicePtr MakeDeskService(Desk& desk, const rpc::Rpc& rpc);

}  // namespace blangko::desk
