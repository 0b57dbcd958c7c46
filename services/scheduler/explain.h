// Explain: why a record is where it is, and what it waits for, in numbers, in a sentence that is safe to show to the
// citizen (explain_text.h), and, for staff and auditors, in one with all that the office knows (explain_staff.h).
//
// `ahead` is computed by the rule that grants (explain_ahead.h).
// Failure: storage errors. Threads: borrows one Snapshot.
#pragma once

#include "absl/status/statusor.h"
#include "blangko/scheduler/v1/scheduler_service.pb.h"
#include "services/access/actor.h"
#include "services/records/record_table.h"
#include "storage/txn.h"

namespace blangko::scheduler {

absl::StatusOr<v1::ExplainRecordResponse> ExplainIn(storage::Snapshot& snapshot, const access::Act& act,
                                                    const records::RecordRow& record);

}  // namespace blangko::scheduler
