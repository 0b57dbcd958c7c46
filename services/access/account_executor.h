// AccountExecutor does what two persons decided about a third: a new account, a change of role, scope or state, a PIN.
//
// Failure: ALREADY_EXISTS, UNKNOWN_ACCOUNT; storage errors pass through. Threads: any.
#pragma once

#include "services/access/proposal_executor.h"

namespace blangko::access {

class AccountExecutor final : public ProposalExecutor {
 public:
  absl::Status Check(storage::Snapshot& snapshot, const ProposalRow& proposal) override;
  absl::StatusOr<ShownFacts> Describe(storage::Snapshot& snapshot, const ProposalRow& proposal) override;
  absl::Status Execute(storage::Txn& txn, const Act& act, const ProposalRow& proposal) override;
};

}  // namespace blangko::access
