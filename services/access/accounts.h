// Accounts: named persons, their PINs and sessions.
//
// Who may make whom: the local operator makes the first administrator; that one alone makes the second; from then on
// adding, and every change but a block, takes two persons, for ever: the answer is a proposal that waits for the second
// (proposals.h), who knows no PIN. While there is one administrator alone, the local operator may give that one a new
// PIN. What one person did where two are the rule is marked ONE_PERSON in the log.
// Failure: refusals of services/refusal (validate_accounts.h, pins.h, sessions.h, proposal_book.h); TWO_PERSONS_NEEDED;
// storage errors.
// Threads: any.
#pragma once

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "blangko/access/v1/accounts_service.pb.h"
#include "services/access/page.h"
#include "services/access/pins.h"
#include "services/access/proposal_book.h"
#include "storage/store.h"

namespace blangko::access {

inline constexpr char kOnePerson[] = "ONE_PERSON";

class Accounts {
 public:
  Accounts(storage::Store& store, Pins& pins, const ProposalBook& book)
      : store_(store), pins_(pins), book_(book) {}

  absl::StatusOr<v1::LoginResponse> Login(const Act& act, const v1::LoginRequest& request);
  absl::StatusOr<v1::LogoutResponse> Logout(const Act& act, const v1::LogoutRequest& request);

  absl::StatusOr<v1::AddAccountResponse> Add(const Act& act, const v1::AddAccountRequest& request);
  absl::StatusOr<v1::ChangeAccountResponse> Change(const Act& act, const v1::ChangeAccountRequest& request);
  absl::StatusOr<v1::SetPinResponse> SetPin(const Act& act, const v1::SetPinRequest& request);

  // Those in the actor's scope, and the actor's own.
  absl::StatusOr<PageOf<v1::Account>> List(const Actor& actor, const PageRequest& page);

 private:
  absl::Status CheckOwnPin(const Act& act, std::string_view pin);
  absl::StatusOr<v1::SetPinResponse> SetOwnPin(const Act& act, const v1::SetPinRequest& request);

  // The whole proposal instead of its id.
  template <typename Response>
  absl::StatusOr<Response> WithProposal(absl::StatusOr<Response> response);

  storage::Store& store_;
  Pins& pins_;
  const ProposalBook& book_;
};

}  // namespace blangko::access
