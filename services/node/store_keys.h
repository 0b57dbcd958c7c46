// What a store of the release before lacks; a look is all that it costs where it is there.
//
// Failure: storage errors; UNAVAILABLE while the disk is full, and then it is made later. Threads: any.
#pragma once

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "base/rng.h"
#include "storage/store.h"

namespace blangko::node {

absl::Status MakeKeys(storage::Store& store, Rng& rng, absl::Time now);

}  // namespace blangko::node
