#include "services/access/account_change.h"

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/refusal/refusal.h"

namespace blangko::access {
namespace {

AccountRow NewAccount(const Act& act, const ProposedAccount& wanted, std::string_view pin_hash) {
  AccountRow account;
  account.set_name(wanted.name());
  account.set_role(wanted.role());
  account.set_scope(wanted.scope());
  account.set_state(static_cast<uint32_t>(v1::Account::STATE_ACTIVE));
  account.set_pin_hash(std::string(pin_hash));
  account.set_pin_given(true);
  account.set_created_micros(absl::ToUnixMicros(act.now));
  account.set_created_by(act.actor.identity);
  return account;
}

}  // namespace

std::string RoleName(uint32_t role) {
  constexpr size_t kPrefix = sizeof("ROLE_") - 1;
  return v1::Role_Name(static_cast<v1::Role>(role)).substr(kPrefix);
}

absl::Status CheckNameIsFree(storage::Snapshot& snapshot, std::string_view name) {
  ASSIGN_OR_RETURN(const std::optional<AccountRow> known, FindAccount(snapshot, name));
  if (!known.has_value()) return absl::OkStatus();
  return Refuse(Reason::kAlreadyExists, {{"what", absl::StrCat("Account ", ToAbsl(name))}});
}

absl::StatusOr<AccountRow> MakeAccount(storage::Txn& txn, const Act& act, const ProposedAccount& wanted,
                                       std::string_view pin_hash, std::string_view mark) {
  RETURN_IF_ERROR(CheckNameIsFree(txn, wanted.name()));
  const AccountRow account = NewAccount(act, wanted, pin_hash);
  PutAccount(txn, account);
  RETURN_IF_ERROR(LogAccess(txn, act, IdentityOf(account.name()), "ADD_ACCOUNT",
                            absl::StrCat("role=", RoleName(account.role()), " scope=", account.scope(),
                                         mark.empty() ? "" : " ", ToAbsl(mark))));
  return account;
}

absl::StatusOr<AccountRow> ChangeAccount(storage::Txn& txn, const Act& act, const ProposedAccount& wanted,
                                         std::string_view event, std::string_view detail) {
  ASSIGN_OR_RETURN(AccountRow account, GetAccount(txn, wanted.name()));
  if (wanted.role() != 0) account.set_role(wanted.role());
  if (wanted.has_scope()) account.set_scope(wanted.scope());
  if (wanted.state() != 0) account.set_state(wanted.state());
  account.set_session_epoch(account.session_epoch() + 1);
  PutAccount(txn, account);
  RETURN_IF_ERROR(LogAccess(txn, act, IdentityOf(account.name()), event, detail));
  return account;
}

absl::StatusOr<AccountRow> GivePin(storage::Txn& txn, const Act& act, std::string_view name,
                                   std::string_view pin_hash, std::string_view mark) {
  ASSIGN_OR_RETURN(AccountRow account, GetAccount(txn, name));
  ReplacePin(account, pin_hash, true);
  PutAccount(txn, account);
  RETURN_IF_ERROR(LogAccess(txn, act, IdentityOf(name), "SET_PIN", mark));
  return account;
}

void ReplacePin(AccountRow& account, std::string_view pin_hash, bool given) {
  account.set_pin_hash(std::string(pin_hash));
  account.set_pin_given(given);
  account.set_session_epoch(account.session_epoch() + 1);
  account.set_wrong_tries(0);
  account.set_locked_until_micros(0);
}

}  // namespace blangko::access
