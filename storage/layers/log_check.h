// Checks of the ledger log's hash chains: of all of them in one pass, and of the newest entries alone.
//
// Failure: DATA_LOSS that names office, lot and entry; storage errors pass through. Threads: borrows one Snapshot.
#pragma once

#include <cstddef>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "storage/layers/ledger_log.h"
#include "storage/txn.h"

namespace blangko::storage {

struct LogVisitor {
  // Every entry that can be read, stream by stream.
  absl::FunctionRef<void(const LogRecord&)> entry;
  // After the last entry of a stream, with its head; empty when there is none.
  absl::FunctionRef<void(const LogStream&, const LogHeadView&)> end;
  // What does not fit; the walk goes on.
  absl::FunctionRef<void(const absl::Status&)> broken;
};

// Walks all streams from their first entries, in one pass over the table, and recomputes every chain.
absl::Status WalkLogs(Snapshot& snapshot, const LogVisitor& visitor);

// Recomputes, backwards from the head of each stream, the entries not older than `since`, at most `limit` a stream.
absl::Status VerifyNewest(Snapshot& snapshot, absl::Time since, size_t limit);

}  // namespace blangko::storage
