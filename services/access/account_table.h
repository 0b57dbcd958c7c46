// AccountTable: named persons and their sessions inside a caller's transaction.
//
// The store remembers who ever was an administrator: with two of them, acts that need two persons need two
// (TwoPersonsInForce), for ever; blocking one does not bring the time of one person back.
// Failure: UNKNOWN_ACCOUNT; storage errors pass through. Threads: borrows one Snapshot or Txn.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/access/account.h"
#include "storage/txn.h"

namespace blangko::access {

// The stream of all entries about accounts, sessions and proposals that belong to no office; no office has this code.
inline constexpr char kAccessStream[] = "@access";

absl::StatusOr<std::optional<AccountRow>> FindAccount(storage::Snapshot& snapshot, std::string_view name);
absl::StatusOr<AccountRow> GetAccount(storage::Snapshot& snapshot, std::string_view name);
void PutAccount(storage::Txn& txn, const AccountRow& account);

// Visits accounts by name, after the one named, until the visitor answers false.
absl::Status VisitAccounts(storage::Snapshot& snapshot, std::string_view after,
                           absl::FunctionRef<bool(const AccountRow&)> visit);

// How many persons ever kept accounts, counted up to two.
absl::StatusOr<int> CountAdministrators(storage::Snapshot& snapshot);
absl::StatusOr<bool> TwoPersonsInForce(storage::Snapshot& snapshot);

// One entry about an account or a proposal, in the stream above.
absl::Status LogAccess(storage::Txn& txn, const Act& act, std::string_view subject, std::string_view event,
                       std::string_view detail);

// ---- sessions -------------------------------------------------------------------------------------------------------

using SessionRow = rows::v1::Session;

// `id` is a digest of the token.
absl::StatusOr<std::optional<SessionRow>> FindSession(storage::Snapshot& snapshot, std::string_view account,
                                                      std::string_view id);
void PutSession(storage::Txn& txn, const SessionRow& session, std::string_view id);
void EraseSession(storage::Txn& txn, std::string_view account, std::string_view id);

struct ListedSession {
  std::string id;
  SessionRow row;
};
absl::StatusOr<std::vector<ListedSession>> SessionsOf(storage::Snapshot& snapshot, std::string_view account);

}  // namespace blangko::access
