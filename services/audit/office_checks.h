// The passes over what an office had when it began, and over its drawers.
//
// Failure: storage errors; what is wrong with rows is a finding. Threads: borrows one Snapshot.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "services/audit/check.h"
#include "storage/txn.h"

namespace blangko::audit {

// An opening counts its cards and sukets; every card of it is one of its record that was printed before.
absl::Status CheckOpenings(storage::Snapshot& snapshot, std::vector<Check>& checks);

// A drawer says of each lot what its hand-outs say, and awaits those that nobody took; nobody took what he gave himself.
absl::Status CheckDrawers(storage::Snapshot& snapshot, std::vector<Check>& checks);

}  // namespace blangko::audit
