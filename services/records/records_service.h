// The gRPC face of the print requests: blangko.records.v1.RecordsService.
//
// Failure: statuses of the use cases, mapped by services/rpc. Threads: any.
#pragma once

#include "services/rpc/service.h"

namespace blangko::records {

class Records;

// Both arguments outlive the service.
rpc::ServicePtr MakeRecordsService(Records& records, const rpc::Rpc& rpc);

}  // namespace blangko::records
