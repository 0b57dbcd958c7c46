// ProposalBook opens, shows, does and ends proposals inside a caller's transaction. The use cases that people call are
// in proposals.h; those that an act is about (accounts.h, scheduler/doubts.h) open one here, in their own commit.
//
// One that is approved is done in the same commit, by its executor, with both names in each entry; what is refused then
// changes nothing and the proposal goes on waiting, with what is in the way shown. The hash of a PIN that it gives goes
// away when it ends.
// Failure: PROPOSAL_WAITING, PROPOSAL_ENDED, ETAG_MISMATCH; refusals of proposal_kind.h and of the executor; storage
// errors. Threads: borrows one Txn per call.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "blangko/access/v1/proposals.pb.h"
#include "services/access/account_table.h"
#include "services/access/proposal_executor.h"
#include "storage/store.h"

namespace blangko::access {

inline constexpr absl::Duration kProposalLife = absl::Hours(24 * 7);

struct NewProposal {
  ProposalKind kind = v1::PROPOSAL_KIND_UNSPECIFIED;
  rows::v1::ProposedAct act;
  std::string subject;               // "account:rudi", "record:R-1", "station:dinas-1"
  std::string person = {};           // the account that it is about
  std::vector<std::string> offices;  // each in the scope of both persons
  std::string reason = {};
  std::string secret_hash = {};
};

class ProposalBook {
 public:
  explicit ProposalBook(const Executors& executors) : executors_(executors) {}

  // Writes one that waits. Answers its id alone, which is what a request row may keep; View shows the rest.
  absl::StatusOr<v1::Proposal> Open(storage::Txn& txn, const Act& act, const NewProposal& wanted) const;

  absl::StatusOr<v1::Proposal> View(storage::Snapshot& snapshot, const ProposalRow& proposal) const;
  absl::StatusOr<v1::Proposal> Read(storage::Store& store, std::string_view id) const;

  // The second person's word: does it. `act` is of whoever sent the request.
  absl::Status Do(storage::Txn& txn, const Act& act, ProposalRow& proposal, std::string_view second,
                  bool off_site) const;

  // Rejected, withdrawn or expired.
  absl::Status End(storage::Txn& txn, const Act& act, ProposalRow& proposal, v1::Proposal::State state,
                   std::string_view reason) const;

 private:
  absl::Status Close(storage::Txn& txn, ProposalRow& proposal, v1::Proposal::State state,
                     std::string_view decided_by, absl::Time now) const;

  const Executors& executors_;
};

// PROPOSAL_ENDED unless it waits and its end has not come.
absl::Status CheckWaits(const ProposalRow& proposal, absl::Time now);
// ETAG_MISMATCH unless it is the act that was looked at.
absl::Status CheckEtag(const ProposalRow& proposal, std::string_view etag);

}  // namespace blangko::access
