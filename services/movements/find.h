// Lost blanks that turned up again: of a declared loss, or missing ones of a case that were given up.
//
// They are free; their chips stay blocked until somebody unblocks them, since nobody says which ones they are.
// Failure: UNKNOWN_LOSS, UNKNOWN_CASE, INVALID_FIELD for a lot that is not part of it or for more than are still lost;
// ACCOUNT_WOULD_BE_NEGATIVE; then nothing is changed. Threads: borrows one Snapshot or Txn.
#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/rows/v1/movements.pb.h"
#include "services/access/actor.h"
#include "services/movements/case_table.h"
#include "services/movements/loss_table.h"
#include "storage/txn.h"

namespace blangko::movements {

using Find = rows::v1::ProposedFind;

// Blanks of a line that nobody has found and no reversal has taken back.
int64_t StillLost(const rows::v1::LossLine& line);
// Missing ones of a line of a case that were given up and not found since.
int64_t StillLost(const CaseRow& row, const rows::v1::DifferenceLine& line);

// The refusal that DoFind would give now.
absl::Status CheckFind(storage::Snapshot& snapshot, const Find& find);
absl::Status DoFind(storage::Txn& txn, const access::Act& act, const Find& find, const std::string& reason);

}  // namespace blangko::movements
