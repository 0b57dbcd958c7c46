// WriteOffExecutor keeps the unused blanks of an obsolete lot for destruction, when two persons have said so.
//
// Failure: INVALID_FIELD when others than proposed are unused now, ACCOUNT_WOULD_BE_NEGATIVE; then nothing is changed.
// Threads: any.
#pragma once

#include "services/access/proposal_executor.h"

namespace blangko::movements {

class WriteOffExecutor final : public access::ProposalExecutor {
 public:
  absl::Status Check(storage::Snapshot& snapshot, const access::ProposalRow& proposal) override;
  absl::StatusOr<access::ShownFacts> Describe(storage::Snapshot& snapshot,
                                              const access::ProposalRow& proposal) override;
  absl::Status Execute(storage::Txn& txn, const access::Act& act,
                       const access::ProposalRow& proposal) override;
};

}  // namespace blangko::movements
