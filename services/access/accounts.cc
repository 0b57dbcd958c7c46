#include "services/access/accounts.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/access/account_change.h"
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

ProposedAccount Wanted(const v1::AddAccountRequest& request) {
  ProposedAccount wanted;
  wanted.set_name(request.name());
  wanted.set_role(static_cast<uint32_t>(request.role()));
  wanted.set_scope(request.scope());
  return wanted;
}

ProposedAccount Wanted(const v1::ChangeAccountRequest& request) {
  ProposedAccount wanted;
  wanted.set_name(request.name());
  wanted.set_role(static_cast<uint32_t>(request.role()));
  if (request.has_scope()) wanted.set_scope(request.scope());
  wanted.set_state(static_cast<uint32_t>(request.state()));
  return wanted;
}

bool OnlyBlocks(const v1::ChangeAccountRequest& request) {
  return request.state() == v1::Account::STATE_BLOCKED && !request.has_scope() &&
         request.role() == v1::ROLE_UNSPECIFIED;
}

NewProposal About(ProposalKind kind, const ProposedAccount& wanted, std::vector<std::string> scopes) {
  NewProposal proposal{
      .kind = kind, .act = {}, .subject = IdentityOf(wanted.name()), .offices = std::move(scopes)};
  *proposal.act.mutable_account() = wanted;
  proposal.person = wanted.name();
  return proposal;
}

// The first administrator is made by the local operator, the second by the first.
absl::Status CheckMayAddAlone(storage::Snapshot& snapshot, const Act& act,
                              const v1::AddAccountRequest& request) {
  ASSIGN_OR_RETURN(const int administrators, CountAdministrators(snapshot));
  if (administrators == 1 && !act.actor.named) {
    return Refuse(Reason::kNamedPersonNeeded, {{"what", "Adding an account"}});
  }
  if (KeepsAccounts(request.role())) return absl::OkStatus();
  return TwoNeeded("Any account but those of two administrators");
}

absl::StatusOr<v1::AddAccountResponse> AddIn(storage::Txn& txn, const Act& act, const ProposalBook& book,
                                             const v1::AddAccountRequest& request,
                                             std::string_view pin_hash) {
  v1::AddAccountResponse response;
  ASSIGN_OR_RETURN(const bool two, TwoPersonsInForce(txn));
  if (two) {
    NewProposal proposal = About(v1::PROPOSAL_KIND_ADD_ACCOUNT, Wanted(request), {request.scope()});
    proposal.secret_hash = std::string(pin_hash);
    ASSIGN_OR_RETURN(*response.mutable_proposal(), book.Open(txn, act, proposal));
    return response;
  }
  RETURN_IF_ERROR(CheckMayAddAlone(txn, act, request));
  ASSIGN_OR_RETURN(const AccountRow made, MakeAccount(txn, act, Wanted(request), pin_hash, kOnePerson));
  *response.mutable_account() = ToApi(made);
  return response;
}

absl::StatusOr<v1::ChangeAccountResponse> Block(storage::Txn& txn, const Act& act,
                                                const v1::ChangeAccountRequest& request) {
  ASSIGN_OR_RETURN(const AccountRow known, GetAccount(txn, request.name()));
  RETURN_IF_ERROR(CheckScope(act.actor, known.scope()));
  v1::ChangeAccountResponse response;
  ASSIGN_OR_RETURN(const AccountRow blocked,
                   ChangeAccount(txn, act, Wanted(request), "BLOCK_ACCOUNT", request.reason()));
  *response.mutable_account() = ToApi(blocked);
  return response;
}

absl::StatusOr<v1::ChangeAccountResponse> ProposeChange(storage::Txn& txn, const Act& act,
                                                        const ProposalBook& book,
                                                        const v1::ChangeAccountRequest& request) {
  ASSIGN_OR_RETURN(const bool two, TwoPersonsInForce(txn));
  if (!two) return TwoNeeded("Role, scope or release of an account");
  ASSIGN_OR_RETURN(const AccountRow known, GetAccount(txn, request.name()));
  std::vector<std::string> scopes = {known.scope()};
  if (request.has_scope()) scopes.push_back(request.scope());
  NewProposal proposal = About(v1::PROPOSAL_KIND_CHANGE_ACCOUNT, Wanted(request), std::move(scopes));
  proposal.reason = request.reason();
  v1::ChangeAccountResponse response;
  ASSIGN_OR_RETURN(*response.mutable_proposal(), book.Open(txn, act, proposal));
  return response;
}

// The local operator helps the only administrator who forgot the PIN; with two of them it takes two.
absl::StatusOr<v1::SetPinResponse> SetPinOfAnother(storage::Txn& txn, const Act& act,
                                                   const ProposalBook& book, const std::string& name,
                                                   std::string_view pin_hash) {
  v1::SetPinResponse response;
  ASSIGN_OR_RETURN(const bool two, TwoPersonsInForce(txn));
  if (!two && act.actor.named) return TwoNeeded("A new PIN for somebody else");
  if (!two) {
    ASSIGN_OR_RETURN(const AccountRow account, GivePin(txn, act, name, pin_hash, kOnePerson));
    *response.mutable_account() = ToApi(account);
    return response;
  }
  ASSIGN_OR_RETURN(const AccountRow known, GetAccount(txn, name));
  ProposedAccount wanted;
  wanted.set_name(name);
  NewProposal proposal = About(v1::PROPOSAL_KIND_SET_PIN, wanted, {known.scope()});
  proposal.secret_hash = std::string(pin_hash);
  ASSIGN_OR_RETURN(*response.mutable_proposal(), book.Open(txn, act, proposal));
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

template <typename Response>
absl::StatusOr<Response> Accounts::WithProposal(absl::StatusOr<Response> response) {
  if (!response.ok() || !response->has_proposal()) return response;
  ASSIGN_OR_RETURN(*response->mutable_proposal(), book_.Read(store_, response->proposal().proposal_id()));
  return response;
}

absl::StatusOr<v1::AddAccountResponse> Accounts::Add(const Act& act, const v1::AddAccountRequest& request) {
  RETURN_IF_ERROR(CheckRight(act.actor, Verb::kAccounts, Right::kTwo));
  RETURN_IF_ERROR(CheckScope(act.actor, request.scope()));
  RETURN_IF_ERROR(ValidateAddAccount(request));
  RETURN_IF_ERROR(CheckOwnPin(act, request.pin()));
  ASSIGN_OR_RETURN(const std::string hash, pins_.Hash(request.new_pin()));
  return WithProposal(storage::UpdateFor<v1::AddAccountResponse>(store_, kAdd, [&](storage::Txn& txn) {
    return Once<v1::AddAccountResponse>(txn, act, kAdd,
                                        [&] { return AddIn(txn, act, book_, request, hash); });
  }));
}

absl::StatusOr<v1::ChangeAccountResponse> Accounts::Change(const Act& act,
                                                           const v1::ChangeAccountRequest& request) {
  RETURN_IF_ERROR(CheckRight(act.actor, Verb::kAccounts, Right::kTwo));
  RETURN_IF_ERROR(ValidateChangeAccount(request));
  if (!act.actor.named) return Refuse(Reason::kNamedPersonNeeded, {{"what", "Changing an account"}});
  if (IdentityOf(request.name()) == act.actor.identity) {
    return BadField("name", request.name(), "another person's account");
  }
  RETURN_IF_ERROR(CheckOwnPin(act, request.pin()));
  return WithProposal(storage::UpdateFor<v1::ChangeAccountResponse>(store_, kChange, [&](storage::Txn& txn) {
    return Once<v1::ChangeAccountResponse>(txn, act, kChange, [&] {
      return OnlyBlocks(request) ? Block(txn, act, request) : ProposeChange(txn, act, book_, request);
    });
  }));
}

absl::StatusOr<v1::SetPinResponse> Accounts::SetPin(const Act& act, const v1::SetPinRequest& request) {
  RETURN_IF_ERROR(ValidateSetPin(request));
  if (IdentityOf(request.name()) == act.actor.identity) return SetOwnPin(act, request);
  RETURN_IF_ERROR(CheckRight(act.actor, Verb::kAccounts, Right::kTwo));
  RETURN_IF_ERROR(CheckOwnPin(act, request.pin()));
  ASSIGN_OR_RETURN(const std::string hash, pins_.Hash(request.new_pin()));
  return WithProposal(storage::UpdateFor<v1::SetPinResponse>(store_, kSetPin, [&](storage::Txn& txn) {
    return Once<v1::SetPinResponse>(txn, act, kSetPin,
                                    [&] { return SetPinOfAnother(txn, act, book_, request.name(), hash); });
  }));
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
