// The pass over debts between offices, held against the shipments that lent and repaid.
//
// Failure: storage errors; what is wrong with rows is a finding. Threads: borrows one Snapshot.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "services/audit/check.h"
#include "storage/txn.h"

namespace blangko::audit {

// Each loan has what its shipments say: lent, repaid and on the way; every shipment that lends or repays stands in one loan,
// and the list of open loans names exactly those that are owed.
absl::Status CheckLoans(storage::Snapshot& snapshot, std::vector<Check>& checks);

}  // namespace blangko::audit
