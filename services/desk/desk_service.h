// DeskService over gRPC: each handler is one call of Desk or Receipts.
//
// Failure: see handle_call.h. Threads: any; the arguments outlive the service.
#pragma once

#include "services/rpc/service.h"

namespace blangko::desk {

class Desk;
class Receipts;

rpc::ServicePtr MakeDeskService(Desk& desk, Receipts& receipts, const rpc::Rpc& rpc);

}  // namespace blangko::desk
