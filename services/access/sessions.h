// Sessions: who holds a token is that account, until it ends.
//
// A token is "<account>.<52 letters and digits>" (256 random bits). The store keeps a digest only. It ends after
// kSessionLength, by logout, and when the account's PIN, role, scope or state changes; use does not prolong it. Rights
// are the account's of now, not of the login. A token alone is never enough for an act of two persons: each types the
// PIN again there.
// Failure: SESSION_ENDED, whatever the cause; storage errors. Threads: any.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/access/account_table.h"
#include "storage/store.h"

namespace blangko::access {

struct NewSession {
  std::string token;
  std::string id;  // under which the store keeps it
};
NewSession MakeSession(std::string_view account);

// Writes a session of `account` in the caller's transaction; those that have ended, and the oldest of too many, go.
absl::StatusOr<SessionRow> StartSession(storage::Txn& txn, const AccountRow& account, std::string_view id,
                                        absl::Time now);

// The account that holds the token.
absl::StatusOr<AccountRow> AccountOfToken(storage::Snapshot& snapshot, std::string_view token,
                                          absl::Time now);

// The same from outside of a transaction: what every call with a token begins with.
absl::StatusOr<Actor> FindSessionActor(storage::Store& store, std::string_view token, absl::Time now);

// Ends the session of the token, or with `all` every one of its account. How many ended.
absl::StatusOr<int> EndSessions(storage::Txn& txn, std::string_view token, bool all, absl::Time now);

}  // namespace blangko::access
