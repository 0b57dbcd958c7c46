// Which offices are of this store, and which are outside it.
//
// Failure: UNKNOWN_OFFICE, INVALID_FIELD as said at each; storage errors. Threads: borrows one Snapshot.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/stock/ports.h"
#include "storage/txn.h"

namespace blangko::stock {

// The one that makes blanks: it sends, is no office, and gets back what it sent.
inline constexpr std::string_view kMaker = "maker";

// True for an office of this store, false for one outside. A code below an office of this store that is not in the tree
// is a slip of the pen: UNKNOWN_OFFICE, or its blanks would leave the books; unless its key is trusted, as that of a
// regency at a province, which both have a store of their own.
absl::StatusOr<bool> IsInside(storage::Snapshot& snapshot, ForeignPapers* papers, std::string_view office);

// INVALID_FIELD for a sender of this store, whose shipments are received as such.
absl::Status CheckSender(storage::Snapshot& snapshot, ForeignPapers* papers, std::string_view from);

}  // namespace blangko::stock
