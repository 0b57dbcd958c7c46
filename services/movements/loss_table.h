// Rows of declared losses inside a caller's transaction, and how they look in the API.
//
// Failure: UNKNOWN_LOSS; storage errors pass through. Threads: borrows one Snapshot or Txn.
#pragma once

#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/movements/v1/movements.pb.h"
#include "blangko/rows/v1/movements.pb.h"
#include "storage/txn.h"

namespace blangko::movements {

using LossRow = rows::v1::DeclaredLoss;

// A loss is named by its office and the request that proposed it: "14.05:01a2…".
std::string LossIdOf(const LossRow& row);
absl::StatusOr<LossRow> GetLoss(storage::Snapshot& snapshot, std::string_view loss_id);
void PutLoss(storage::Txn& txn, const LossRow& row);
// By office, oldest first, after the loss `after` if it is given.
absl::Status VisitLosses(storage::Snapshot& snapshot, std::string_view after,
                         absl::FunctionRef<bool(const LossRow&)> visit);

v1::DeclaredLoss ToApi(const LossRow& row);

}  // namespace blangko::movements
