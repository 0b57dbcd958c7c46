// LateFact: a report about an attempt that is no longer permitted is a fact, not a request: it is booked, never refused.
//
// The blank comes from the attempt's own reservation, else from lost, else from available, else from `unexplained`.
//   PRINTED    -> consumed; always an incident. What waits is held until a person has looked, what is permitted or in
//                 doubt is held as soon as it comes back: the card that is out is the last one printed unasked
//   SPOILED    -> spoiled_held        UNCERTAIN  -> uncertain_held        both leave the state as it is
//   RELEASED, NOT_PRINTED, or what was reported before -> noted, no blank moves
// Failure: storage errors. Threads: borrows one Txn.
#pragma once

#include "absl/status/statusor.h"
#include "services/scheduler/outcome.h"
#include "services/scheduler/record_edit.h"

namespace blangko::scheduler {

// True when the fact is an incident: somebody has to look.
absl::StatusOr<bool> BookLate(Work& work, RecordEdit& edit, uint32_t attempt_number, const Finding& finding);

}  // namespace blangko::scheduler
