// The passes over the tables that follow from the records (record_index.h), and over the counts of the lines.
//
// Failure: storage errors; what is wrong with rows is a finding. Threads: borrows one Snapshot.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "services/audit/check.h"
#include "services/audit/facts.h"
#include "storage/txn.h"

namespace blangko::audit {

absl::Status CheckIndexes(storage::Snapshot& snapshot, const Facts& facts, std::vector<Check>& checks);

absl::Status CheckLineCounts(storage::Snapshot& snapshot, std::vector<Check>& checks);

}  // namespace blangko::audit
