// Proof of the closed equation: read from the running balances, and folded from the log by other code, entry by entry from
// the first one (ledger_fold.h). Where the two part, or the chain breaks, the first bad entry is named.
//
// A stream may have a million entries, so it is read in turns, each in a View of its own. That is one state all the same:
// it ends at the entry that was the newest when the balances were read, and entries are only added.
// Failure: storage errors pass through. Threads: any.
#pragma once

#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/stock/equation.h"
#include "services/stock/ledger_fold.h"
#include "storage/store.h"

namespace blangko::stock {

// An entry that does not fit, and why. Seq 0: the balances do not fit the entries as a whole.
struct BadEntry {
  storage::LogStream stream;
  uint64_t seq = 0;
  absl::Time time;
  std::string fault;
};

// How the balances of a stream stood, and the entry after which they did.
struct Standing {
  storage::LogStream stream;
  storage::LogPosition newest;
  rows::v1::Balances balances;
};

struct StreamProof {
  Folded folded;        // blanks by account
  int64_t entries = 0;  // read
  std::optional<BadEntry> bad;
};

// Folds the entries of one stream up to the newest one of `standing`, and compares the sum with its balances. `there` is
// asked before each turn; false ends the reading with CANCELLED.
absl::StatusOr<StreamProof> ProveStream(storage::Store& store, const Standing& standing,
                                        absl::FunctionRef<bool()> there);

}  // namespace blangko::stock
