// blangko accounts add|list|change|block|pin: named persons.
#include <memory>
#include <optional>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/access/v1/accounts_service.grpc.pb.h"
#include "services/cli/accounts_pin.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/second_person.h"

namespace blangko::cli {
namespace {

using access::v1::Account;
using access::v1::AccountsService;

constexpr char kEverything[] = "*";  // a scope

Table AccountList() {
  return {.key = "accounts",
          .title = "",
          .columns = {{"account", "Akun"},
                      {"role", "Peran", Kind::kCode},
                      {"scope", "Wilayah"},
                      {"state", "Status", Kind::kCode},
                      {"pin_given", "PIN harus diganti", Kind::kYesNo},
                      {"locked_until", "Terkunci sampai", Kind::kTime},
                      {"create_time", "Dibuat", Kind::kTime},
                      {"created_by", "Oleh"}},
          .rows = {}};
}

void AddRow(Table& list, const Account& account) {
  list.rows.push_back({account.name(), EnumCell(account.role()), account.scope(), EnumCell(account.state()),
                       RawYesNo(account.pin_given()), TimeCell(account.locked_until_time()),
                       TimeCell(account.create_time()), account.created_by()});
}

absl::Status PrintAccount(Session& session, const Account& account) {
  Table table = AccountList();
  AddRow(table, account);
  session.Print({table});
  return absl::OkStatus();
}

// What was done at once, or what waits for a second person.
template <typename Response>
absl::Status PrintAnswer(Session& session, const Response& response) {
  if (response.has_proposal()) return PrintProposal(session, response.proposal());
  return PrintAccount(session, response.account());
}

struct AddOptions {
  std::string name, role, scope;
};

absl::Status Add(Session& session, const AddOptions& options) {
  access::v1::AddAccountRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_name(options.name);
  ASSIGN_OR_RETURN(const auto role, ParseEnum<access::v1::Role>("--role", options.role));
  request.set_role(role);
  request.set_scope(options.scope);
  PinSource pins(session.options().pin_file, session.language());
  RETURN_IF_ERROR(AskOwnPin(session, pins, *request.mutable_pin()));
  ASSIGN_OR_RETURN(*request.mutable_new_pin(),
                   pins.AskNew(absl::StrCat(session.In("PIN awal ", "First PIN of "), options.name, ": ")));
  RETURN_IF_ERROR(pins.CheckAllUsed());
  ASSIGN_OR_RETURN(const auto response, session.Call(&AccountsService::Stub::AddAccount, request));
  return PrintAnswer(session, response);
}

absl::Status List(Session& session) {
  Table table = AccountList();
  RETURN_IF_ERROR(session.EachPage(&AccountsService::Stub::ListAccounts, access::v1::ListAccountsRequest(),
                                   [&](const access::v1::ListAccountsResponse& page) {
                                     for (const Account& account : page.accounts()) AddRow(table, account);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

absl::Status SendChange(Session& session, access::v1::ChangeAccountRequest request) {
  request.set_request_id(session.NewRequestId());
  PinSource pins(session.options().pin_file, session.language());
  RETURN_IF_ERROR(AskOwnPin(session, pins, *request.mutable_pin()));
  RETURN_IF_ERROR(pins.CheckAllUsed());
  ASSIGN_OR_RETURN(const auto response, session.Call(&AccountsService::Stub::ChangeAccount, request));
  return PrintAnswer(session, response);
}

absl::Status Block(Session& session, const std::string& name, const std::string& reason) {
  access::v1::ChangeAccountRequest request;
  request.set_name(name);
  request.set_state(Account::STATE_BLOCKED);
  request.set_reason(reason);
  return SendChange(session, request);
}

struct ChangeOptions {
  std::string name, role, reason;
  std::optional<std::string> scope;
  bool unblock = false;
};

absl::Status Change(Session& session, const ChangeOptions& options) {
  access::v1::ChangeAccountRequest request;
  request.set_name(options.name);
  if (!options.role.empty()) {
    ASSIGN_OR_RETURN(const auto role, ParseEnum<access::v1::Role>("--role", options.role));
    request.set_role(role);
  }
  if (options.scope.has_value()) request.set_scope(*options.scope == kEverything ? "" : *options.scope);
  if (options.unblock) request.set_state(Account::STATE_ACTIVE);
  request.set_reason(options.reason);
  return SendChange(session, request);
}

absl::Status SetPin(Session& session, const std::string& name) {
  access::v1::SetPinRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_name(name.empty() ? session.options().account : name);
  PinSource pins(session.options().pin_file, session.language());
  RETURN_IF_ERROR(AskOwnPin(session, pins, *request.mutable_pin()));
  ASSIGN_OR_RETURN(*request.mutable_new_pin(),
                   pins.AskNew(absl::StrCat(session.In("PIN baru ", "New PIN of "), request.name(), ": ")));
  RETURN_IF_ERROR(pins.CheckAllUsed());
  ASSIGN_OR_RETURN(const auto response, session.Call(&AccountsService::Stub::SetPin, request));
  if (response.has_proposal()) return PrintProposal(session, response.proposal());
  RETURN_IF_ERROR(PrintAccount(session, response.account()));
  session.Say(
      absl::StrCat("Semua sesi ", request.name(), " berakhir; masuk lagi dengan PIN baru."),
      absl::StrCat("All sessions of ", request.name(), " have ended; log in again with the new PIN."));
  return absl::OkStatus();
}

void AddChange(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<ChangeOptions>();
  auto* change = menu.Add(group, "change", "Another role or area, or the end of a block; takes two persons",
                          [options](Session& session) { return Change(session, *options); });
  change->add_option("account", options->name)->required();
  change->add_option("--role", options->role,
                     "OPERATOR, SUPERVISOR, ADMINISTRATOR, PROVINCE, CENTRE or AUDITOR");
  change->add_option("--scope", options->scope, "Area code; '*' is everything in the store");
  change->add_flag("--unblock", options->unblock, "The person may log in again");
  change->add_option("--reason", options->reason)->required();
}

}  // namespace

void AddAccountsCommands(Menu& menu) {
  auto* group = menu.Group("accounts", "Named persons: roles, PINs (akun)");
  auto options = std::make_shared<AddOptions>();
  auto* add = menu.Add(
      group, "add", "A new person; the first one without a login, the second by the first, then it takes two",
      [options](Session& session) { return Add(session, *options); });
  add->add_option("account", options->name, "a-z, 0-9, '.', '-'")->required();
  add->add_option("--role", options->role, "OPERATOR, SUPERVISOR, ADMINISTRATOR, PROVINCE, CENTRE or AUDITOR")
      ->required();
  add->add_option("--scope", options->scope, "Area code; default: everything in the store");
  menu.Add(group, "list", "Who has an account", List);
  auto blocked = std::make_shared<std::pair<std::string, std::string>>();
  auto* block = menu.Add(group, "block", "Shut a person out at once", [blocked](Session& session) {
    return Block(session, blocked->first, blocked->second);
  });
  block->add_option("account", blocked->first)->required();
  block->add_option("--reason", blocked->second)->required();
  AddChange(menu, group);
  auto whose = std::make_shared<std::string>();
  auto* pin = menu.Add(group, "pin", "A new PIN: your own, or that of somebody who forgot it",
                       [whose](Session& session) { return SetPin(session, *whose); });
  pin->add_option("account", *whose, "Default: yourself");
}

}  // namespace blangko::cli
