// DocumentsService over gRPC: each handler is one call of Documents.
//
// Failure: see handle_call.h. Threads: any; the arguments outlive the service.
#pragma once

#include "services/rpc/service.h"

namespace blangko::documents {

class Documents;

rpc::ServicePtr MakeDocumentsService(Documents& documents, const rpc::Rpc& rpc);

}  // namespace blangko::documents
