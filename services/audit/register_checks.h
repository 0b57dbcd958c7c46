// The passes over the registers of spoiled and withdrawn cards, and over what was destroyed.
//
// Failure: storage errors; what is wrong with rows is a finding. Threads: borrows one Snapshot.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "services/audit/check.h"
#include "services/audit/facts.h"
#include "storage/txn.h"

namespace blangko::audit {

// Each office's registers agree with their lines, and that of spoiled cards with the ledger, lot by lot.
absl::Status CheckRegisters(storage::Snapshot& snapshot, const Facts& facts, std::vector<Check>& checks);

// A card that was destroyed is held no more, and its chip is known as destroyed (INV-4).
absl::Status CheckDestroyed(storage::Snapshot& snapshot, std::vector<Check>& checks);

}  // namespace blangko::audit
