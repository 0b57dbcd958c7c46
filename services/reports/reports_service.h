// ReportsService over gRPC: each handler is one call of Reports.
//
// Failure: see handle_call.h. Threads: any; `reports` and `rpc` outlive the service.
#pragma once

#include "services/rpc/service.h"

namespace blangko::reports {

class Reports;

rpc::ServicePtr MakeReportsService(Reports& reports, const rpc::Rpc& rpc);

}  // namespace blangko::reports
