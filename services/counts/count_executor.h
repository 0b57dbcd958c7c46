// CountExecutor takes over what was counted, when two persons have said so: the movements of settlement.h, one entry a lot,
// and the count is settled, in one commit.
//
// Failure: COUNT_STATE_WRONG; ACCOUNT_WOULD_BE_NEGATIVE when blanks that lack have been used since; then nothing is
// changed. Threads: any.
#pragma once

#include "services/access/proposal_executor.h"

namespace blangko::counts {

class CountExecutor final : public access::ProposalExecutor {
 public:
  absl::Status Check(storage::Snapshot& snapshot, const access::ProposalRow& proposal) override;
  absl::StatusOr<access::ShownFacts> Describe(storage::Snapshot& snapshot,
                                              const access::ProposalRow& proposal) override;
  absl::Status Execute(storage::Txn& txn, const access::Act& act,
                       const access::ProposalRow& proposal) override;
};

}  // namespace blangko::counts
