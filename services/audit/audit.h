// Audit: the full check of a store by its rows: what `blangkod fsck` does. One pass over each table, with memory that does
// not grow with the records; rows are looked up one by one only to name what is known to be wrong.
//
//   invariants of reliability: 1 to 6, 7, 14 and 18 as far as rows can show them; 12 for reserved blanks
// Not seen here: counters of the flow, segments of crowded days, cards of one person under two records.
// Failure: storage errors that end the reading; what is wrong with rows is in the answer.
// Threads: borrows one Snapshot.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/audit/check.h"
#include "storage/txn.h"

namespace blangko::audit {

// The checks end early with one named "unreadable" at a row without which they cannot go on.
absl::StatusOr<std::vector<Check>> AuditStore(storage::Snapshot& snapshot);

// The bounded check before a store is opened: the chains from their heads back to what the newest seal covers, at most
// 4,096 entries of each stream. DATA_LOSS names the entry that does not fit.
absl::Status CheckBeforeOpening(storage::Snapshot& snapshot);

}  // namespace blangko::audit
