// PacksService over gRPC: each handler is one call of UidLists or Packs.
//
// Failure: see handle_call.h. Threads: any; the arguments outlive the service.
#pragma once

#include "services/rpc/service.h"

namespace blangko::packs {

class Packs;
class UidLists;

rpc::ServicePtr MakePacksService(UidLists& lists, Packs& packs, const rpc::Rpc& rpc);

}  // namespace blangko::packs
