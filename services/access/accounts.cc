#include "services/access/accounts.h"

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/access/account_table.h"
#include "services/access/event_log.h"
#include "services/access/once.h"
#include "services/access/rights.h"
#include "services/access/sessions.h"
#include "services/access/validate_accounts.h"
#include "services/access/wire_time.h"
#include "services/refusal/refusal.h"

namespace blangko::access {
namespace {

constexpr char kAdd[] = "access.add_account";
constexpr char kChange[] = "access.change_account";
constexpr char kSetPin[] = "access.set_pin";

absl::Status TwoNeeded(std::string_view what) {
  return Refuse(Reason::kTwoPersonsNeeded, {{"what", std::string(what)}});
}

AccountRow NewAccount(const Act& act, const v1::AddAccountRequest& request, std::string_view pin_hash) {
  AccountRow account;
  account.set_name(request.name());
  account.set_role(static_cast<uint32_t>(request.role()));
  account.set_scope(request.scope());
  account.set_state(static_cast<uint32_t>(v1::Account::STATE_ACTIVE));
  account.set_pin_hash(std::string(pin_hash));
  account.set_pin_given(true);
  account.set_created_micros(absl::ToUnixMicros(act.now));
  account.set_created_by(act.actor.identity);
  return account;
}

// A new PIN ends every session.
void ReplacePin(AccountRow& account, std::string_view pin_hash, bool given) {
  account.set_pin_hash(std::string(pin_hash));
  account.set_pin_given(given);
  account.set_session_epoch(account.session_epoch() + 1);
  account.set_wrong_tries(0);
  account.set_locked_until_micros(0);
}

// The first administrator is made by the local operator, the second by the first.
absl::Status CheckMayAddAlone(storage::Snapshot& snapshot, const Act& act,
                              const v1::AddAccountRequest& request) {
  ASSIGN_OR_RETURN(const int administrators, CountAdministrators(snapshot));
  if (administrators == 1 && !act.actor.named) {
    return Refuse(Reason::kNamedPersonNeeded, {{"what", "Adding an account"}});
  }
  if (administrators < 2 && KeepsAccounts(request.role())) return absl::OkStatus();
  return TwoNeeded(administrators < 2 ? "Any account but those of two administrators" : "A new account");
}

std::string DetailOf(const AccountRow& account, std::string_view more) {
  return absl::StrCat("role=", v1::Role_Name(static_cast<v1::Role>(account.role())).substr(5),
                      " scope=", account.scope(), more.empty() ? "" : " ", ToAbsl(more));
}

absl::StatusOr<v1::AddAccountResponse> AddAlone(storage::Txn& txn, const Act& act,
                                                const v1::AddAccountRequest& request,
                                                std::string_view pin_hash) {
  RETURN_IF_ERROR(CheckMayAddAlone(txn, act, request));
  ASSIGN_OR_RETURN(const std::optional<AccountRow> known, FindAccount(txn, request.name()));
  if (known.has_value()) {
    return Refuse(Reason::kAlreadyExists, {{"what", absl::StrCat("Account ", request.name())}});
  }
  const AccountRow account = NewAccount(act, request, pin_hash);
  PutAccount(txn, account);
  RETURN_IF_ERROR(
      LogAccess(txn, act, IdentityOf(account.name()), "ADD_ACCOUNT", DetailOf(account, kOnePerson)));
  v1::AddAccountResponse response;
  *response.mutable_account() = ToApi(account);
  return response;
}

absl::StatusOr<v1::ChangeAccountResponse> Block(storage::Txn& txn, const Act& act,
                                                const v1::ChangeAccountRequest& request) {
  ASSIGN_OR_RETURN(AccountRow account, GetAccount(txn, request.name()));
  RETURN_IF_ERROR(CheckScope(act.actor, account.scope()));
  account.set_state(static_cast<uint32_t>(v1::Account::STATE_BLOCKED));
  account.set_session_epoch(account.session_epoch() + 1);
  PutAccount(txn, account);
  RETURN_IF_ERROR(LogAccess(txn, act, IdentityOf(account.name()), "BLOCK_ACCOUNT", request.reason()));
  v1::ChangeAccountResponse response;
  *response.mutable_account() = ToApi(account);
  return response;
}

// The local operator helps the only administrator who forgot the PIN; with two of them nobody does this alone.
absl::StatusOr<v1::SetPinResponse> RescueOnlyOne(storage::Txn& txn, const Act& act, std::string_view name,
                                                 std::string_view pin_hash) {
  ASSIGN_OR_RETURN(const bool two, TwoPersonsInForce(txn));
  if (two || act.actor.named) return TwoNeeded("A new PIN for somebody else");
  ASSIGN_OR_RETURN(AccountRow account, GetAccount(txn, name));
  ReplacePin(account, pin_hash, true);
  PutAccount(txn, account);
  RETURN_IF_ERROR(LogAccess(txn, act, IdentityOf(name), "SET_PIN", kOnePerson));
  v1::SetPinResponse response;
  *response.mutable_account() = ToApi(account);
  return response;
}

// `verified` is the account as its PIN was found right.
absl::StatusOr<v1::LoginResponse> LoginIn(storage::Txn& txn, const Act& act, const AccountRow& verified,
                                          std::string_view new_hash, const NewSession& session) {
  ASSIGN_OR_RETURN(AccountRow account, GetAccount(txn, verified.name()));
  if (account.pin_hash() != verified.pin_hash()) return Refuse(Reason::kLoginRefused);
  if (!IsActive(account)) return Refuse(Reason::kAccountBlocked, {{"account", account.name()}});
  if (!new_hash.empty()) ReplacePin(account, new_hash, false);
  if (account.pin_given()) return Refuse(Reason::kPinMustBeChanged, {{"account", account.name()}});
  if (!new_hash.empty()) PutAccount(txn, account);
  ASSIGN_OR_RETURN(const SessionRow started, StartSession(txn, account, session.id, act.now));
  RETURN_IF_ERROR(
      LogAccess(txn, act, IdentityOf(account.name()), "LOGIN", new_hash.empty() ? "" : "new PIN"));
  v1::LoginResponse response;
  *response.mutable_account() = ToApi(account);
  response.set_token(session.token);
  *response.mutable_expire_time() = ToWire(started.end_micros());
  return response;
}

}  // namespace

absl::Status Accounts::CheckOwnPin(const Act& act, std::string_view pin) {
  if (!act.actor.named) return absl::OkStatus();
  return pins_.Check(AccountOf(act.actor), pin, act.now).status();
}

absl::StatusOr<v1::LoginResponse> Accounts::Login(const Act& act, const v1::LoginRequest& request) {
  RETURN_IF_ERROR(ValidateLogin(request));
  ASSIGN_OR_RETURN(const AccountRow account, pins_.Check(request.name(), request.pin(), act.now));
  std::string new_hash;
  if (!request.new_pin().empty()) {
    ASSIGN_OR_RETURN(new_hash, pins_.Hash(request.new_pin()));
  }
  const NewSession session = MakeSession(account.name());
  Act own = act;
  own.actor = ActorOf(account);
  return storage::UpdateFor<v1::LoginResponse>(store_, "access.login", [&](storage::Txn& txn) {
    return LoginIn(txn, own, account, new_hash, session);
  });
}

absl::StatusOr<v1::LogoutResponse> Accounts::Logout(const Act& act, const v1::LogoutRequest& request) {
  return storage::UpdateFor<v1::LogoutResponse>(
      store_, "access.logout", [&](storage::Txn& txn) -> absl::StatusOr<v1::LogoutResponse> {
        ASSIGN_OR_RETURN(const int ended, EndSessions(txn, request.token(), request.all(), act.now));
        RETURN_IF_ERROR(LogAccess(txn, act, act.actor.identity, "LOGOUT", absl::StrCat("sessions=", ended)));
        v1::LogoutResponse response;
        response.set_ended_count(ended);
        return response;
      });
}

absl::StatusOr<v1::AddAccountResponse> Accounts::Add(const Act& act, const v1::AddAccountRequest& request) {
  RETURN_IF_ERROR(CheckRight(act.actor, Verb::kAccounts, Right::kTwo));
  RETURN_IF_ERROR(CheckScope(act.actor, request.scope()));
  RETURN_IF_ERROR(ValidateAddAccount(request));
  RETURN_IF_ERROR(CheckOwnPin(act, request.pin()));
  ASSIGN_OR_RETURN(const std::string hash, pins_.Hash(request.new_pin()));
  return storage::UpdateFor<v1::AddAccountResponse>(store_, kAdd, [&](storage::Txn& txn) {
    return Once<v1::AddAccountResponse>(txn, act, kAdd, [&] { return AddAlone(txn, act, request, hash); });
  });
}

absl::StatusOr<v1::ChangeAccountResponse> Accounts::Change(const Act& act,
                                                           const v1::ChangeAccountRequest& request) {
  RETURN_IF_ERROR(CheckRight(act.actor, Verb::kAccounts, Right::kTwo));
  RETURN_IF_ERROR(ValidateChangeAccount(request));
  const bool only_block = request.state() == v1::Account::STATE_BLOCKED && !request.has_scope() &&
                          request.role() == v1::ROLE_UNSPECIFIED;
  if (!only_block) return TwoNeeded("Role, scope or release of an account");
  if (!act.actor.named) return Refuse(Reason::kNamedPersonNeeded, {{"what", "Blocking an account"}});
  if (IdentityOf(request.name()) == act.actor.identity) {
    return BadField("name", request.name(), "another person's account");
  }
  RETURN_IF_ERROR(CheckOwnPin(act, request.pin()));
  return storage::UpdateFor<v1::ChangeAccountResponse>(store_, kChange, [&](storage::Txn& txn) {
    return Once<v1::ChangeAccountResponse>(txn, act, kChange, [&] { return Block(txn, act, request); });
  });
}

absl::StatusOr<v1::SetPinResponse> Accounts::SetPin(const Act& act, const v1::SetPinRequest& request) {
  RETURN_IF_ERROR(ValidateSetPin(request));
  if (IdentityOf(request.name()) == act.actor.identity) return SetOwnPin(act, request);
  RETURN_IF_ERROR(CheckRight(act.actor, Verb::kAccounts, Right::kTwo));
  RETURN_IF_ERROR(CheckOwnPin(act, request.pin()));
  ASSIGN_OR_RETURN(const std::string hash, pins_.Hash(request.new_pin()));
  return storage::UpdateFor<v1::SetPinResponse>(store_, kSetPin, [&](storage::Txn& txn) {
    return Once<v1::SetPinResponse>(txn, act, kSetPin,
                                    [&] { return RescueOnlyOne(txn, act, request.name(), hash); });
  });
}

absl::StatusOr<v1::SetPinResponse> Accounts::SetOwnPin(const Act& act, const v1::SetPinRequest& request) {
  ASSIGN_OR_RETURN(const AccountRow verified, pins_.Check(request.name(), request.pin(), act.now));
  ASSIGN_OR_RETURN(const std::string hash, pins_.Hash(request.new_pin()));
  const auto set = [&](storage::Txn& txn) -> absl::StatusOr<v1::SetPinResponse> {
    ASSIGN_OR_RETURN(AccountRow account, GetAccount(txn, request.name()));
    if (account.pin_hash() != verified.pin_hash()) return Refuse(Reason::kLoginRefused);
    ReplacePin(account, hash, false);
    PutAccount(txn, account);
    RETURN_IF_ERROR(LogAccess(txn, act, act.actor.identity, "SET_PIN", ""));
    v1::SetPinResponse response;
    *response.mutable_account() = ToApi(account);
    return response;
  };
  return storage::UpdateFor<v1::SetPinResponse>(store_, kSetPin, [&](storage::Txn& txn) {
    return Once<v1::SetPinResponse>(txn, act, kSetPin, [&] { return set(txn); });
  });
}

absl::StatusOr<PageOf<v1::Account>> Accounts::List(const Actor& actor, const PageRequest& page) {
  using Page = PageOf<v1::Account>;
  return storage::ViewFor<Page>(store_, [&](storage::Snapshot& snapshot) -> absl::StatusOr<Page> {
    Page found;
    RETURN_IF_ERROR(VisitAccounts(snapshot, page.after, [&](const AccountRow& account) {
      const bool own = IdentityOf(account.name()) == actor.identity;
      if (!own && !Covers(actor.scope, account.scope())) return true;
      if (found.rows.size() == page.size) {
        found.next = found.rows.back().name();
        return false;
      }
      found.rows.push_back(ToApi(account));
      return true;
    }));
    return found;
  });
}

}  // namespace blangko::access
