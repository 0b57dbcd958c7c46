// The pass over the ledger log: chains, movements, balances.
//
// Failure: storage errors; what is wrong with rows is a finding. Threads: borrows one Snapshot.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "services/audit/check.h"
#include "services/audit/facts.h"
#include "storage/txn.h"

namespace blangko::audit {

// chains (INV-18), balances (INV-1, 2, 3, 5), free lots, transfers and the newest seal.
absl::Status CheckLedger(storage::Snapshot& snapshot, Facts& facts, std::vector<Check>& checks);

}  // namespace blangko::audit
