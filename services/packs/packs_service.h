// PacksService over gRPC: each handler is one call of UidLists.
//
// Failure: see handle_call.h. Threads: any; the arguments outlive the service.
#pragma once

#include "services/rpc/service.h"

namespace blangko::packs {

class UidLists;

rpc::ServicePtr MakePacksService(UidLists& lists, const rpc::Rpc& rpc);

}  // namespace blangko::packs
