// AccountChange: what is done to an account, by one person while there is no second, and by an approved proposal.
//
// Failure: ALREADY_EXISTS, UNKNOWN_ACCOUNT; storage errors pass through. Threads: borrows one Txn.
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "blangko/rows/v1/proposals.pb.h"
#include "services/access/account_table.h"

namespace blangko::access {

using rows::v1::ProposedAccount;

// ALREADY_EXISTS when the name was ever given.
absl::Status CheckNameIsFree(storage::Snapshot& snapshot, std::string_view name);

// `mark` goes into the log entry: what one person did where two are the rule.
absl::StatusOr<AccountRow> MakeAccount(storage::Txn& txn, const Act& act, const ProposedAccount& wanted,
                                       std::string_view pin_hash, std::string_view mark);

// The account with role, scope and state as wanted; written and logged. Its sessions end.
absl::StatusOr<AccountRow> ChangeAccount(storage::Txn& txn, const Act& act, const ProposedAccount& wanted,
                                         std::string_view event, std::string_view detail);

// A PIN that others knew must be changed at the next login.
absl::StatusOr<AccountRow> GivePin(storage::Txn& txn, const Act& act, std::string_view name,
                                   std::string_view pin_hash, std::string_view mark);

// A new PIN ends every session and forgets wrong tries.
void ReplacePin(AccountRow& account, std::string_view pin_hash, bool given);

// "OPERATOR"
std::string RoleName(uint32_t role);

}  // namespace blangko::access
