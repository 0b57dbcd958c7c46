// AccountsService over gRPC: each handler is one call of Accounts.
//
// Failure: see handle_call.h. Threads: any; `accounts` and `rpc` outlive the service.
#pragma once

#include "services/rpc/service.h"

namespace blangko::access {

class Accounts;

rpc::ServicePtr MakeAccountsService(Accounts& accounts, const rpc::Rpc& rpc);

}  // namespace blangko::access
