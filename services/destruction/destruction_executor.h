// DestructionExecutor seals a list that two persons close, and books its first lines in the same commit (posting.h).
//
// Failure: DESTRUCTION_CHANGED, and what closing.h says; then nothing is changed. Threads: any.
#pragma once

#include "services/access/proposal_executor.h"

namespace blangko::destruction {

class DestructionExecutor final : public access::ProposalExecutor {
 public:
  absl::Status Check(storage::Snapshot& snapshot, const access::ProposalRow& proposal) override;
  absl::StatusOr<access::ShownFacts> Describe(storage::Snapshot& snapshot,
                                              const access::ProposalRow& proposal) override;
  absl::Status Execute(storage::Txn& txn, const access::Act& act,
                       const access::ProposalRow& proposal) override;
};

}  // namespace blangko::destruction
