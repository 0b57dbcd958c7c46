// The passes over tables that do not follow from records: chips, served requests; and one over every row, so
// that the checksum of each block is looked at.
//
// Failure: storage errors; what is wrong with rows is a finding. Threads: borrows one Snapshot.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "services/audit/check.h"
#include "storage/txn.h"

namespace blangko::audit {

// A chip is used once, or its further uses are open incidents (INV-4).
absl::Status CheckChips(storage::Snapshot& snapshot, std::vector<Check>& checks);

// Served requests are well formed and not older than the horizon (INV-14).
absl::Status CheckRequests(storage::Snapshot& snapshot, std::vector<Check>& checks);

absl::Status ReadEveryRow(storage::Snapshot& snapshot, std::vector<Check>& checks);

}  // namespace blangko::audit
