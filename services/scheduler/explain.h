// Explain: why a record is where it is, and what it waits for, in numbers and in two sentences that are safe to show to
// the citizen: no reason of a hold, no name, no date that would be a promise.
//
// `ahead` is computed by the order that grants: the classes before its own, and those before it in its own.
// Failure: storage errors. Threads: borrows one Snapshot.
#pragma once

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/scheduler/v1/scheduler_service.pb.h"
#include "services/records/record_table.h"
#include "storage/txn.h"

namespace blangko::scheduler {

absl::StatusOr<v1::ExplainRecordResponse> ExplainIn(storage::Snapshot& snapshot,
                                                    const records::RecordRow& record, absl::Time now);

}  // namespace blangko::scheduler
