// LateFact: a report about an attempt that is no longer permitted is a fact, not a request: it is booked, never refused.
//
// An attempt makes one card at most. When none was booked for it, the fact takes a blank: the attempt's own reservation,
// else from lost, else from available, else from `unexplained`.
//   PRINTED    -> consumed            UNCERTAIN -> uncertain_held; both are incidents: what waits is held until a person
//                 has looked, what is permitted or in doubt as soon as it comes back, and so are the other records of
//                 the same person. A card that is out, or may be, is the last one printed unasked
//   SPOILED    -> spoiled_held; the state stays as it is: that card is in the box
//                 after two persons had found that nothing was printed it is an incident
//   RELEASED, NOT_PRINTED, or what was reported before -> noted, no blank moves
// When a card was booked for it, the fact is about that card and takes no second blank:
//   a doubt that was booked is settled: its blank goes where the fact says
//   SPOILED, now PRINTED -> an incident, held; the blank follows, unless a person had seen the spoiled card and only a
//                           machine says otherwise
//   SPOILED on a machine's word, doubted by a person -> an incident, held; the blank is set aside
//   PRINTED, now SPOILED or doubted by a person -> an incident; the blank stays with the state
//   everything else that doubts what is known -> noted
// The word of a station about an attempt that it was never given moves no blank, neither that of whose attempt it is nor
// one of the site: it is noted, an incident, and held for as above. Its blank is booked when a person has the card
// (card_out.h).
// Failure: storage errors. Threads: borrows one Txn.
#pragma once

#include "absl/status/statusor.h"
#include "services/incidents/incident_table.h"
#include "services/scheduler/outcome.h"
#include "services/scheduler/record_edit.h"

namespace blangko::scheduler {

// What somebody has to look at: SECOND_CARD, UNEXPECTED_CARD or CONTRADICTION; UNSPECIFIED = nothing. The caller opens it.
absl::StatusOr<incidents::Kind> BookLate(Work& work, RecordEdit& edit, uint32_t attempt_number,
                                         const Finding& finding);

// The same for `attempt`, which its station was never given.
absl::StatusOr<incidents::Kind> NoteUnknown(Work& work, RecordEdit& edit, const rows::v1::Attempt& attempt,
                                            const Finding& finding);

}  // namespace blangko::scheduler
