// Posting: books a sealed list, in bounded steps with a cursor: at most kLinesOfAStep lines a commit. Each step posts, for
// each lot on it, one entry that moves spoiled_held -> destroyed with both names; a chip that was read is known as
// destroyed from then on. A step that was not acknowledged is done again from the cursor, or was done.
//
// A card that left the register after the list was sealed (a late fact said that it is a good card) cannot be booked:
// its line says so, the list counts it, and somebody must look.
// Failure: storage errors. Threads: borrows one Txn.
#pragma once

#include "absl/status/status.h"
#include "services/access/actor.h"
#include "services/destruction/destruction_table.h"
#include "storage/txn.h"

namespace blangko::destruction {

inline constexpr size_t kLinesOfAStep = 60;

// Books the next lines of the list and puts it, DESTROYED after the last; asks to be woken as long as there are more.
// The caller writes the entry of the office's own stream.
absl::Status PostStep(storage::Txn& txn, const access::Act& act, ListRow& list);

// The act of a later step: of the two persons who closed the list.
access::Act ActOfStep(const ListRow& list, absl::Time now);

}  // namespace blangko::destruction
