// Reclaimer gives grants back that nobody started in time: GRANTED to READY, with the blank, and nothing else, ever.
//
// STARTED and OFFLINE are never moved by a clock: a card may exist. An entry of the due index says only "look here";
// the record decides.
// Failure: storage errors; what was done before stays done. Threads: one at a time.
#pragma once

#include <cstddef>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "storage/layers/due_index.h"
#include "storage/layers/head_hint.h"
#include "storage/store.h"

namespace blangko::scheduler {

class Reclaimer {
 public:
  Reclaimer(storage::Store& store, storage::HeadHint& heads) : store_(store), heads_(heads) {}

  // Works off what is due at `now`, at most kReclaimsPerTurn; answers how many entries it has worked off.
  absl::StatusOr<size_t> RunOnce(absl::Time now);

  // The same for entries that a waker has listed; those of other kinds are left alone.
  absl::StatusOr<size_t> Handle(const std::vector<storage::DueEntry>& due, absl::Time now);

 private:
  storage::Store& store_;
  storage::HeadHint& heads_;
};

}  // namespace blangko::scheduler
