// VoidExecutor gives up the permissions of a station that two persons declared lost: its epoch ends and it is switched
// off in the same commit, the blanks are lost, and the records go back to their places in the line.
//
// A card that surfaces later is booked as every late fact is. Attempts of an epoch that ended before leave the new
// machine alone.
// Failure: STATION_AT_WORK; STALE_ATTEMPT, FORBIDDEN_MOVE, NOT_PERMITTED when one of them is not the station's any more,
// then none of them is given up; storage errors. Threads: any.
#pragma once

#include "absl/time/time.h"
#include "services/access/proposal_executor.h"
#include "services/printers/printer.h"
#include "storage/layers/head_hint.h"

namespace blangko::scheduler {

// Permissions of one proposal, which are one commit.
inline constexpr int32_t kVoidsMax = 20;

// STATION_AT_WORK for a station that is switched on and heard of at `now`: it would print what is given up.
absl::Status CheckNotAtWork(const printers::StationRow& station, absl::Time now);

class VoidExecutor final : public access::ProposalExecutor {
 public:
  // `heads` outlives it.
  explicit VoidExecutor(storage::HeadHint& heads) : heads_(heads) {}

  absl::Status Check(storage::Snapshot& snapshot, const access::ProposalRow& proposal) override;
  absl::StatusOr<access::ShownFacts> Describe(storage::Snapshot& snapshot,
                                              const access::ProposalRow& proposal) override;
  absl::Status Execute(storage::Txn& txn, const access::Act& act,
                       const access::ProposalRow& proposal) override;

 private:
  storage::HeadHint& heads_;
};

}  // namespace blangko::scheduler
