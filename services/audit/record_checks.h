// The pass over the records: their attempts and cards, and what they owe the other tables.
//
// Failure: storage errors; what is wrong with rows is a finding. Threads: borrows one Snapshot.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "services/audit/check.h"
#include "services/audit/facts.h"
#include "storage/txn.h"

namespace blangko::audit {

// records, attempts (INV-7), cards (INV-6), chips named by attempts (INV-4).
absl::Status CheckRecords(storage::Snapshot& snapshot, Facts& facts, std::vector<Check>& checks);

// What log and ledger say of records against what the records say: states, grants, reserved blanks.
void CompareWithLog(const Facts& facts, std::vector<Check>& checks);

}  // namespace blangko::audit
