// CardReject: a card that counts as printed turns out bad before it is handed over. Whoever has it in hand rejects it, for
// the attempt it was made for: its blank is spoiled, and that counts as a spoil of the record.
//   another printed card of the record is left   the record stays printed by that one
//   none is left                                 the record goes back to its place in the line; held when that is the
//                                                spoil of the policy's number, when another card of it may be out, or
//                                                when another request of the person is open
// What was open about the rejected card is settled. One that was printed before the store began moves no blank: it goes into
// the register of cards that were taken back.
//
// Failure: FORBIDDEN_MOVE unless PRINTED; STALE_ATTEMPT for an attempt without a printed card; UID_DIFFERS; UID_NEEDED of
// an operator when two cards are there; storage errors. Threads: borrows one Txn.
#pragma once

#include "absl/status/status.h"
#include "blangko/scheduler/v1/scheduler_service.pb.h"
#include "services/scheduler/record_edit.h"

namespace blangko::scheduler {

absl::Status RejectIn(Work& work, const v1::RejectCardRequest& request);

}  // namespace blangko::scheduler
