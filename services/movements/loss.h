// A declared loss (kehilangan): unused blanks that are gone, and the UIDs of their chips, which no station may print on.
//
// Failure: ACCOUNT_WOULD_BE_NEGATIVE, UNKNOWN_LOT, ALREADY_EXISTS for UIDs that are blocked; then nothing is changed.
// Threads: borrows one Snapshot or Txn.
#pragma once

#include <cstdint>
#include <string_view>

#include "absl/status/status.h"
#include "services/access/actor.h"
#include "services/movements/loss_table.h"

namespace blangko::movements {

// The refusal that DoLoss would give now for the blanks.
absl::Status CheckLoss(storage::Snapshot& snapshot, const LossRow& loss);

// The entry of `lot` is taken back by entry `by_seq`: the row says so, and where no lot of the loss stands any more the
// blocks that the loss made itself end.
absl::Status NoteReversed(storage::Txn& txn, const access::Act& act, std::string_view loss_id,
                          std::string_view lot, uint64_t by_seq);

// One entry a lot, the block of each range of UIDs, and the row.
absl::Status DoLoss(storage::Txn& txn, const access::Act& act, LossRow loss);

}  // namespace blangko::movements
