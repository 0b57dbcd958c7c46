// CardOut: a card of a record that is held, or was cancelled before, came out or may have, and nobody expected it.
// Whoever has that card in hand settles it, for the attempt it was made for:
//   PRINTED  it is the card: the record is printed, and no other card follows; PRINTED_STALE when it was cancelled
//   SPOILED  it lies in the box: its blank is spoiled, and the record stays as it is, held until a person releases it
// The attempt is one whose card is out, or one of which an open incident speaks: one that a person saw spoiled, whose
// blank stays then where it is, or one that was never given, whose blank is booked now (late_fact.h).
// A card in doubt beside the record's own one, or beside a permission, is settled in the same way; PRINTED makes it a second
// card, one of which is rejected.
// Until then no release leads to another card, and no cancel hides it (services/records/hold.h).
//
// Failure: STALE_ATTEMPT for an attempt whose card is not out, UID_DIFFERS; storage errors. Threads: borrows one Txn.
#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/scheduler/v1/scheduler_service.pb.h"
#include "services/scheduler/record_edit.h"

namespace blangko::scheduler {

// True for a record that is held or cancelled while a card of it is to be settled.
absl::StatusOr<bool> AwaitsItsCard(storage::Snapshot& snapshot, const records::RecordRow& record);

// When no card is out any more, a hold for one is like any other from here on.
absl::Status KeepForAPerson(Work& work, records::RecordRow& record);

absl::Status SettleCard(Work& work, RecordEdit& edit, const v1::ResolveJobRequest& request);

}  // namespace blangko::scheduler
