// LossExecutor books a declared loss when two persons have said so.
//
// Failure: as said in loss.h. Threads: any.
#pragma once

#include "services/access/proposal_executor.h"

namespace blangko::movements {

class LossExecutor final : public access::ProposalExecutor {
 public:
  absl::Status Check(storage::Snapshot& snapshot, const access::ProposalRow& proposal) override;
  absl::StatusOr<access::ShownFacts> Describe(storage::Snapshot& snapshot,
                                              const access::ProposalRow& proposal) override;
  absl::Status Execute(storage::Txn& txn, const access::Act& act,
                       const access::ProposalRow& proposal) override;
};

}  // namespace blangko::movements
