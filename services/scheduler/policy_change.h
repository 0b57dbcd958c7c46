// PolicyChange: a new version of an office's policy, inside a caller's transaction.
//
// A version begins at its time and holds until the next one of the same office; it is never put before one that is
// planned. Where it places records otherwise than the version before, it begins a new generation of the lines.
// Failure: INVALID_FIELD, POLICY_INVALID; storage errors. Threads: borrows one Snapshot or Txn.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/rows/v1/scheduler.pb.h"
#include "services/access/actor.h"
#include "storage/txn.h"

namespace blangko::scheduler {

// As it would be stored at `now`: complete, with version and generation.
absl::StatusOr<rows::v1::Policy> NextVersion(storage::Snapshot& snapshot, rows::v1::Policy wanted,
                                             absl::Time now);

// Stores it with its log entry; answers what was stored.
absl::StatusOr<rows::v1::Policy> PutInForce(storage::Txn& txn, const access::Act& act,
                                            const rows::v1::Policy& wanted);

}  // namespace blangko::scheduler
