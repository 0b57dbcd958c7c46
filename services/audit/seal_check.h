// The newest seal held against the streams that it sealed, and the time from which entries are not sealed yet.
//
// A seal is written a moment after the heads were read, and entries carry the time of their request; so heads can be told
// again from their times only when nothing was written within half a minute of the seal. Otherwise nothing is compared,
// and the check counts no row: the next seal of a quiet minute covers the same entries.
// Failure: storage errors. Threads: borrows one Snapshot.
#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/audit/check.h"
#include "storage/txn.h"

namespace blangko::audit {

absl::Status CheckNewestSeal(storage::Snapshot& snapshot, Check& check);

// Before it everything is sealed; the infinite past when nothing is.
absl::StatusOr<absl::Time> SealedUntil(storage::Snapshot& snapshot);

}  // namespace blangko::audit
