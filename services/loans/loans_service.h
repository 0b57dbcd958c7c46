// LoansService over gRPC: each handler is one call of Loans.
//
// Failure: see handle_call.h. Threads: any; the arguments outlive the service.
#pragma once

#include "services/rpc/service.h"

namespace blangko::loans {

class Loans;

rpc::ServicePtr MakeLoansService(Loans& loans, const rpc::Rpc& rpc);

}  // namespace blangko::loans
