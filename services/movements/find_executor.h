// FindExecutor books lost blanks as found when two persons have said so.
//
// Failure: as said in find.h. Threads: any.
#pragma once

#include "services/access/proposal_executor.h"

namespace blangko::movements {

class FindExecutor final : public access::ProposalExecutor {
 public:
  absl::Status Check(storage::Snapshot& snapshot, const access::ProposalRow& proposal) override;
  absl::StatusOr<access::ShownFacts> Describe(storage::Snapshot& snapshot,
                                              const access::ProposalRow& proposal) override;
  absl::Status Execute(storage::Txn& txn, const access::Act& act,
                       const access::ProposalRow& proposal) override;
};

}  // namespace blangko::movements
