// Outside: books one card that the ministry's application printed and no station of ours: a blank is consumed, the record
// leaves the line as printed.
//
// The blank comes from what is available in the lot that was named, else in the oldest lot with free blanks that the record
// may have; where none is there, from `unexplained`: the card exists, so a blank was used. A known record that waits gets an
// attempt of its own and is PRINTED; a record that a station may be printing is refused, for its station says what became
// of it. A person who is not known here stays a keyed hash.
// Failure: CARD_NOT_ONLY_THERE, NO_BLANKS when the office never had a lot, UNKNOWN_LOT; storage errors; then nothing is
// changed. Threads: borrows one Txn.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/comparison/comparison_table.h"
#include "services/scheduler/record_edit.h"

namespace blangko::comparison {

absl::StatusOr<OutsideRow> BookOutside(scheduler::Work& work, const DayRef& ref, const ListedRow& listed,
                                       const std::string& lot);

}  // namespace blangko::comparison
