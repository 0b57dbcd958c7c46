// TakeUp: spoiled cards of a store that was made before there were registers: each office's register says how many pieces
// of each lot were kept then. Bounded steps with a cursor; after the last one a lot that is not in the register holds none.
//
// Failure: storage errors. Threads: any.
#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "storage/store.h"

namespace blangko::destruction {

// One step; true when there is more. A look is all that it costs when everything was taken up.
absl::StatusOr<bool> TakeUpStep(storage::Store& store, absl::Time now);
absl::Status TakeUpAll(storage::Store& store, absl::Time now);

// At a start: a program of the release before, to which somebody went back for a while, spoils cards and writes no register.
// What the ledger holds more is taken up as a number, what it holds less is missing; each correction is an entry in the
// log of its office.
absl::Status TakeUpDifferences(storage::Store& store, absl::Time now);

}  // namespace blangko::destruction
