// CaseExecutor resolves blanks of a case as lost, or accepts a surplus, when two persons have said so.
//
// Failure: UNKNOWN_CASE, CASE_HAS_FEWER, ACCOUNT_WOULD_BE_NEGATIVE; then nothing is changed. Threads: any.
#pragma once

#include "services/access/proposal_executor.h"

namespace blangko::movements {

class CaseExecutor final : public access::ProposalExecutor {
 public:
  absl::Status Check(storage::Snapshot& snapshot, const access::ProposalRow& proposal) override;
  absl::StatusOr<access::ShownFacts> Describe(storage::Snapshot& snapshot,
                                              const access::ProposalRow& proposal) override;
  absl::Status Execute(storage::Txn& txn, const access::Act& act,
                       const access::ProposalRow& proposal) override;
};

}  // namespace blangko::movements
