// What an outcome does to a record that is permitted, or in doubt: the steps of the state table with their limits.
//
// A spoiled record keeps its place in the line; the spoil that reaches the policy's number holds it as gagal berulang.
// A record that comes back to READY follows a hold, cancel or move that was asked meanwhile, in the same commit; while a
// card of it is out it is held for that card, whatever else holds it.
// Failure: FORBIDDEN_MOVE; storage errors pass through. Threads: borrows one Txn.
#pragma once

#include "absl/status/status.h"
#include "blangko/scheduler/v1/scheduler.pb.h"
#include "services/scheduler/record_edit.h"

namespace blangko::scheduler {

// How the outcome came to be known.
struct Finding {
  v1::Outcome outcome = v1::OUTCOME_UNSPECIFIED;
  std::string evidence;  // OPERATOR, DRIVER_TRUSTED, JOURNAL, PERSON, SAME_UID_SHOWN, FULL_COUNT
  std::string reason;
  std::string blank_uid;
  std::string looked_by = {};  // who looked; empty = nobody
  std::string envelope = {};   // of UNCERTAIN: that holds what was taken out of the printer
  std::string detail = {};     // what who decided wrote
};

// What the log says of it.
StepNote NoteOf(const Finding& finding);

// STARTED or OFFLINE: the outcome of its current attempt.
absl::Status EndPermitted(Work& work, RecordEdit& edit, const Finding& finding);

// UNCERTAIN: somebody looked, PRINTED or SPOILED; or two persons decided, NOT_PRINTED or CARD_MISSING.
absl::Status EndDoubt(Work& work, RecordEdit& edit, const Finding& finding);

// A record that came back to READY: what was asked, or changed, while it was away. Other states stay as they are.
absl::Status FollowReturn(Work& work, RecordEdit& edit);

}  // namespace blangko::scheduler
