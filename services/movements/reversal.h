// A reversal: an entry of the ledger is taken back by its opposite, which says which one it takes back. Nothing is changed
// or backdated: both entries stay.
//
// Only openings, declared losses (blanks that turned up again) and receipts from outside that were entered by hand and did
// not differ: jobs, shipments, documents, cases and counts have their own ways. What was used is never free again (INV-4).
// Failure: UNKNOWN_ENTRY, ENTRY_REVERSED, ENTRY_NOT_REVERSIBLE, ACCOUNT_WOULD_BE_NEGATIVE; then nothing is changed.
// Threads: borrows one Snapshot or Txn.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "blangko/rows/v1/log.pb.h"
#include "services/access/actor.h"
#include "services/stock/stock_table.h"

namespace blangko::movements {

struct EntryName {
  std::string office;
  std::string lot;
  uint64_t seq = 0;
};

// What takes the entry back, if it can be taken back now.
absl::StatusOr<stock::Posting> ReversalOf(storage::Snapshot& snapshot, const EntryName& name,
                                          std::string_view reason);

absl::Status Reverse(storage::Txn& txn, const access::Act& act, const EntryName& name,
                     std::string_view reason);

}  // namespace blangko::movements
