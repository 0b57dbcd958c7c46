// DestructionService over gRPC: each handler is one call of Registers or Destructions.
//
// Failure: see handle_call.h. Threads: any; the arguments outlive the service.
#pragma once

#include "services/rpc/service.h"

namespace blangko::destruction {

class Destructions;
class Registers;

rpc::ServicePtr MakeDestructionService(Registers& registers, Destructions& destructions, const rpc::Rpc& rpc);

}  // namespace blangko::destruction
