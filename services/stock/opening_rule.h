// The rule of an opening: it is the first thing that is booked of a lot at an office, but for blanks that were spoiled
// before the office began (services/opening).
//
// Failure: ALREADY_EXISTS after another opening; OPENING_TOO_LATE after anything else; storage errors. Threads: borrows one
// Snapshot.
#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "services/stock/balances.h"
#include "storage/layers/ledger_log.h"

namespace blangko::stock {

// `after` are the balances after an opening of `count` free blanks.
absl::Status CheckOpensFirst(storage::Snapshot& snapshot, const storage::LogStream& stream, int64_t count,
                             const Balances& after);

}  // namespace blangko::stock
