// ProposalTable: proposals inside a caller's transaction, with the lists of those that wait.
//
// Invariant: a proposal stands in the list of waiting ones, under its subject and in the due index if and only if its
// state is WAITING; a subject has at most one that waits.
// Failure: UNKNOWN_PROPOSAL; storage errors pass through. Threads: borrows one Snapshot or Txn.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/access/proposal_kind.h"
#include "storage/txn.h"

namespace blangko::access {

// "12" -> 12; UNKNOWN_PROPOSAL for what is no number.
absl::StatusOr<uint64_t> ProposalNumber(std::string_view id);

absl::StatusOr<ProposalRow> GetProposal(storage::Snapshot& snapshot, uint64_t number);
// The number of the one that waits about `subject`; nothing when none does.
absl::StatusOr<std::optional<uint64_t>> WaitingAbout(storage::Snapshot& snapshot, std::string_view subject);

// The number of the next one: 1, 2, 3 …
absl::StatusOr<uint64_t> NextProposalNumber(storage::Snapshot& snapshot);

void PutProposal(storage::Txn& txn, const ProposalRow& proposal);
// Adds one that waits, and takes one that has ended out of the lists.
void PutWaiting(storage::Txn& txn, const ProposalRow& proposal);
void PutEnded(storage::Txn& txn, const ProposalRow& proposal);

bool IsWaiting(const ProposalRow& proposal);

// Those that wait, oldest first, after `after` (0 = from the start), until the visitor answers false.
absl::Status VisitWaiting(storage::Snapshot& snapshot, uint64_t after,
                          absl::FunctionRef<bool(const ProposalRow&)> visit);
// All, newest first, before `before` (0 = from the newest).
absl::Status VisitProposals(storage::Snapshot& snapshot, uint64_t before,
                            absl::FunctionRef<bool(const ProposalRow&)> visit);

}  // namespace blangko::access
