// LedgerFold: balances recomputed from the log entries alone, by other code than the one that posts (INV-5).
//
// For tests and for the offline check of a store.
// Failure: DATA_LOSS names office, lot and entry when a chain, an entry or a balance does not fit.
// Threads: borrows one Snapshot.
#pragma once

#include <map>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/rows/v1/log.pb.h"
#include "storage/txn.h"

namespace blangko::stock {

// Blanks by account; accounts that are zero are left out.
using Folded = std::map<rows::v1::Account, int64_t>;

// The sum of all movements of one (office, lot), from nothing.
absl::StatusOr<Folded> FoldLedger(storage::Snapshot& snapshot, std::string_view office, std::string_view lot);

// Every (office, lot) of the store: its chain, each entry's balances and the head's against the fold, INV-1, INV-2, and
// the office's list of free lots; then that transfers between offices cancel out (INV-3). OK when all of it fits.
absl::Status CheckLedger(storage::Snapshot& snapshot);

}  // namespace blangko::stock
