// Closing: whether a list may be closed, and what the second person is shown.
//
// Failure: DESTRUCTION_INCOMPLETE, PILE_DIFFERS, CARD_NOT_HELD, ACCOUNT_WOULD_BE_NEGATIVE, DESTRUCTION_CHANGED; storage
// errors. Threads: borrows one Snapshot.
#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/destruction/destruction_table.h"
#include "storage/txn.h"

namespace blangko::destruction {

// The paper is filled in, the pile is what is listed, and the accounts hold it; a few rows.
absl::Status CheckWhole(storage::Snapshot& snapshot, const ListRow& list);

// The same, and every line of it is held: reads the whole list. What it looked at, for a proposal.
absl::StatusOr<rows::v1::ProposedDestruction> LookAtAll(storage::Snapshot& snapshot, const ListRow& list);

// DESTRUCTION_CHANGED unless list and register are those that were looked at.
absl::Status CheckUnchanged(storage::Snapshot& snapshot, const ListRow& list,
                            const rows::v1::ProposedDestruction& proposed);

}  // namespace blangko::destruction
