// PapersService over gRPC: each handler is one call of Papers.
//
// Failure: see handle_call.h. Threads: any; the arguments outlive the service.
#pragma once

#include "services/rpc/service.h"

namespace blangko::papers {

class Papers;

rpc::ServicePtr MakePapersService(Papers& papers, const rpc::Rpc& rpc);

}  // namespace blangko::papers
