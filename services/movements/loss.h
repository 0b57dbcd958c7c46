// A declared loss (kehilangan): unused blanks that are gone, and the UIDs of their chips, which no station may print on.
//
// Failure: ACCOUNT_WOULD_BE_NEGATIVE, UNKNOWN_LOT, ALREADY_EXISTS for UIDs that are blocked; then nothing is changed.
// Threads: borrows one Snapshot or Txn.
#pragma once

#include "absl/status/status.h"
#include "services/access/actor.h"
#include "services/movements/loss_table.h"

namespace blangko::movements {

// The refusal that DoLoss would give now for the blanks.
absl::Status CheckLoss(storage::Snapshot& snapshot, const LossRow& loss);

// One entry a lot, the block of each range of UIDs, and the row.
absl::Status DoLoss(storage::Txn& txn, const access::Act& act, LossRow loss);

}  // namespace blangko::movements
