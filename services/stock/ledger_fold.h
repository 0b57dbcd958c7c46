// LedgerFold: balances recomputed from the log entries alone, by other code than the one that posts (INV-5).
//
// For tests and for the offline check of a store.
// Failure: DATA_LOSS names office, lot and entry when a chain, an entry or a balance does not fit.
// Threads: borrows one Snapshot.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/rows/v1/log.pb.h"
#include "storage/txn.h"

namespace blangko::stock {

// Blanks by account; accounts that are zero are left out.
using Folded = std::map<rows::v1::Account, int64_t>;

// Sums the movements of one stream, entry by entry from the first, and says what does not fit.
class RunningFold {
 public:
  // What is wrong with the entry, or "": a movement of no blank, an account below zero (INV-2), an equation that does not
  // close (INV-1), balances that are not the sum of the movements (INV-5).
  std::string Take(const rows::v1::LogEntry& entry);
  // What is wrong with the balances of the head, or "".
  std::string Finish(const rows::v1::Balances& head) const;

  const Folded& folded() const { return folded_; }

 private:
  Folded folded_;
};

// The sum of all movements of one (office, lot), from nothing.
absl::StatusOr<Folded> FoldLedger(storage::Snapshot& snapshot, std::string_view office, std::string_view lot);

// Every (office, lot) of the store: its chain, each entry's balances and the head's against the fold, INV-1, INV-2, and
// the office's list of free lots; then that transfers between offices cancel out (INV-3). OK when all of it fits.
absl::Status CheckLedger(storage::Snapshot& snapshot);

}  // namespace blangko::stock
