// DecisionExecutor does what two persons decided about an UNCERTAIN attempt: NOT_PRINTED, the blank is free again, or
// CARD_MISSING, the blank is lost. Either way the record goes back to its place in the line.
//
// Failure: STALE_ATTEMPT or FORBIDDEN_MOVE when the attempt has moved on, UID_DIFFERS, UID_NOT_KNOWN; storage errors.
// Threads: any.
#pragma once

#include "services/access/proposal_executor.h"
#include "storage/layers/head_hint.h"

namespace blangko::scheduler {

class DecisionExecutor final : public access::ProposalExecutor {
 public:
  // `heads` outlives it.
  explicit DecisionExecutor(storage::HeadHint& heads) : heads_(heads) {}

  absl::Status Check(storage::Snapshot& snapshot, const access::ProposalRow& proposal) override;
  absl::StatusOr<access::ShownFacts> Describe(storage::Snapshot& snapshot,
                                              const access::ProposalRow& proposal) override;
  absl::Status Execute(storage::Txn& txn, const access::Act& act,
                       const access::ProposalRow& proposal) override;

 private:
  storage::HeadHint& heads_;
};

}  // namespace blangko::scheduler
