// PolicyExecutor puts a policy in force when two persons have said so.
//
// Failure: INVALID_FIELD and POLICY_INVALID when it does not fit what is in force by then. Threads: any.
#pragma once

#include "services/access/proposal_executor.h"

namespace blangko::scheduler {

class PolicyExecutor final : public access::ProposalExecutor {
 public:
  absl::Status Check(storage::Snapshot& snapshot, const access::ProposalRow& proposal) override;
  absl::StatusOr<access::ShownFacts> Describe(storage::Snapshot& snapshot,
                                              const access::ProposalRow& proposal) override;
  absl::Status Execute(storage::Txn& txn, const access::Act& act,
                       const access::ProposalRow& proposal) override;
};

}  // namespace blangko::scheduler
