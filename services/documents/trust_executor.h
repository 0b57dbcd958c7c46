// TrustExecutor does what two persons decided about the key of an office outside this store: first trust, or another key.
//
// Documents that were signed with an old key and not yet taken are refused from then on.
// Failure: INVALID_FIELD for an office of this store, ALREADY_EXISTS for the key that is trusted; storage errors.
// Threads: any.
#pragma once

#include "services/access/proposal_executor.h"

namespace blangko::documents {

class TrustExecutor final : public access::ProposalExecutor {
 public:
  absl::Status Check(storage::Snapshot& snapshot, const access::ProposalRow& proposal) override;
  absl::StatusOr<access::ShownFacts> Describe(storage::Snapshot& snapshot,
                                              const access::ProposalRow& proposal) override;
  absl::Status Execute(storage::Txn& txn, const access::Act& act,
                       const access::ProposalRow& proposal) override;
};

// The same checks before a proposal is opened.
absl::Status CheckTrust(storage::Snapshot& snapshot, const rows::v1::ProposedTrust& wanted);

}  // namespace blangko::documents
