// AwaitPerson: a card is out, or may be. What waits is held until a person has looked, what is permitted or in doubt is
// held as soon as it comes back: no timer, gate or answer of a station leads to another card unasked.
//
// Failure: storage errors. Threads: borrows one Txn.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "services/scheduler/record_edit.h"

namespace blangko::scheduler {

// The record of the card, for `reason`.
absl::Status AwaitPerson(const Work& work, RecordEdit& edit, std::string_view reason);

// The other records of its person (services/records/person_table.h, OtherRecordsOf), as DUPLICATE_REQUEST.
absl::Status HoldOthersOf(Work& work, const records::RecordRow& record);

}  // namespace blangko::scheduler
