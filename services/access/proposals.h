// Proposals: the use cases of the second person, and of who proposed.
//
// Approving and saying a code take the PIN of the one who does it, typed in that call; with `account` it may be
// somebody at the machine of another. A code is tried in a commit of its own before it is looked at, at most five
// times, as a PIN is; it does what an approval does, when who proposed types it in.
// Failure: refusals of proposal_book.h and pins.h, CODE_REFUSED, NAMED_PERSON_NEEDED; storage errors. Threads: any.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "blangko/access/v1/proposals_service.pb.h"
#include "services/access/page.h"
#include "services/access/pins.h"
#include "services/access/proposal_book.h"
#include "storage/store.h"

namespace blangko::access {

class Proposals {
 public:
  Proposals(storage::Store& store, Pins& pins, const ProposalBook& book)
      : store_(store), pins_(pins), book_(book) {}

  absl::StatusOr<PageOf<v1::Proposal>> List(const Actor& actor, const v1::ListProposalsRequest& request,
                                            const PageRequest& page);
  absl::StatusOr<v1::Proposal> Get(const Actor& actor, std::string_view id);

  absl::StatusOr<v1::Proposal> Approve(const Act& act, const v1::ApproveProposalRequest& request);
  absl::StatusOr<v1::Proposal> Reject(const Act& act, const v1::RejectProposalRequest& request);
  absl::StatusOr<v1::Proposal> Withdraw(const Act& act, const v1::WithdrawProposalRequest& request);

  absl::StatusOr<v1::IssueCodeResponse> IssueCode(const Act& act, const v1::IssueCodeRequest& request);
  absl::StatusOr<v1::Proposal> EnterCode(const Act& act, const v1::EnterCodeRequest& request);

  // Ends those whose time is over; nothing is done. How many.
  absl::StatusOr<size_t> ExpireDue(absl::Time now, size_t limit);

 private:
  using Change = absl::FunctionRef<absl::Status(storage::Txn&, ProposalRow&)>;

  absl::StatusOr<AccountRow> SecondPersonOf(const Act& act, std::string_view account, std::string_view pin);
  absl::StatusOr<v1::Proposal> ChangeOnce(const Act& act, std::string_view method, std::string_view id,
                                          Change change);
  absl::StatusOr<std::string> TryCode(const Act& act, std::string_view id, std::string_view code);

  storage::Store& store_;
  Pins& pins_;
  const ProposalBook& book_;
};

}  // namespace blangko::access
