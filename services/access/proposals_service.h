// ProposalsService over gRPC: each handler is one call of Proposals.
//
// Failure: see handle_call.h. Threads: any; `proposals` and `rpc` outlive the service.
#pragma once

#include "services/rpc/service.h"

namespace blangko::access {

class Proposals;

rpc::ServicePtr MakeProposalsService(Proposals& proposals, const rpc::Rpc& rpc);

}  // namespace blangko::access
