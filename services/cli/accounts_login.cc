// blangko login|logout|whoami: who I am to the node.
#include <memory>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/access/v1/accounts_service.grpc.pb.h"
#include "services/cli/accounts_pin.h"
#include "services/cli/accounts_session_file.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/errors.h"
#include "services/refusal/refusal.h"

namespace blangko::cli {
namespace {

using access::v1::AccountsService;
using access::v1::LoginRequest;
using access::v1::LoginResponse;

// A login is asked for by nobody: the token of an older one may hold no more.
absl::StatusOr<LoginResponse> Send(Session& session, const LoginRequest& request) {
  rpc::CallOptions options = session.call_options();
  options.session.clear();
  AccountsService::Stub stub(session.channel());
  return rpc::Caller(options, session.rng()).Call(stub, &AccountsService::Stub::Login, request);
}

absl::StatusOr<LoginResponse> AskAndSend(Session& session, const std::string& name) {
  PinSource pins(session.options().pin_file, session.language());
  LoginRequest request;
  request.set_name(name);
  ASSIGN_OR_RETURN(*request.mutable_pin(), pins.Ask(absl::StrCat("PIN ", name, ": ")));
  absl::StatusOr<LoginResponse> response = Send(session, request);
  if (ReasonOf(response.status()) != "PIN_MUST_BE_CHANGED") return response;
  session.Hint(SentenceOf(response.status(), session.language()));
  ASSIGN_OR_RETURN(*request.mutable_new_pin(),
                   pins.AskNew(absl::StrCat(session.In("PIN baru ", "New PIN of "), name, ": ")));
  return Send(session, request);
}

Table WhoTable() {
  return {.key = "me",
          .title = "",
          .columns = {{"identity", "Tercatat sebagai"},
                      {"role", "Peran", Kind::kCode},
                      {"scope", "Wilayah"},
                      {"named", "Bernama", Kind::kYesNo},
                      {"expire_time", "Sampai", Kind::kTime}},
          .rows = {},
          .single = true};
}

absl::Status Login(Session& session, const std::string& name) {
  const std::string& file = session.options().session_file;
  if (file.empty())
    return UsageError("tidak ada tempat untuk menyimpan sesi; isi BLANGKO_SESSION_FILE",
                      "no place to keep the session; set BLANGKO_SESSION_FILE");
  ASSIGN_OR_RETURN(const LoginResponse response, AskAndSend(session, name));
  RETURN_IF_ERROR(KeepSession(file, {session.options().server, name, response.token()}));
  Table table = WhoTable();
  const auto& account = response.account();
  table.rows.push_back({absl::StrCat("account:", account.name()), EnumCell(account.role()), account.scope(),
                        RawYesNo(true), TimeCell(response.expire_time())});
  session.Print({table});
  return absl::OkStatus();
}

absl::Status Logout(Session& session, bool all) {
  const GlobalOptions& options = session.options();
  if (options.session_token.empty()) {
    return UsageError("tidak ada yang masuk dengan akun di server ini", "nobody is logged in at this server");
  }
  access::v1::LogoutRequest request;
  request.set_token(options.session_token);
  request.set_all(all);
  const auto response = session.Call(&AccountsService::Stub::Logout, request);
  // One that holds no more is taken out of the file as well.
  if (!response.ok() && ReasonOf(response.status()) != "SESSION_ENDED") return response.status();
  RETURN_IF_ERROR(KeepSession(options.session_file, {options.server, options.account, ""}));
  session.Say(absl::StrCat("Sesi ", options.account, " sudah berakhir."),
              absl::StrCat("The session of ", options.account, " has ended."));
  return absl::OkStatus();
}

absl::Status WhoAmI(Session& session) {
  ASSIGN_OR_RETURN(const auto me, session.Call(&AccountsService::Stub::WhoAmI, access::v1::WhoAmIRequest()));
  Table table = WhoTable();
  table.columns.pop_back();
  table.rows.push_back({me.identity(), EnumCell(me.role()), me.scope(), RawYesNo(me.named())});
  session.Print({table});
  return absl::OkStatus();
}

}  // namespace

void AddLoginCommands(Menu& menu) {
  auto name = std::make_shared<std::string>();
  auto* login = menu.Add("login", "Log in with an account; the PIN is asked for",
                         [name](Session& session) { return Login(session, *name); });
  login->add_option("account", *name)->required();
  auto all = std::make_shared<bool>(false);
  auto* logout =
      menu.Add("logout", "End the login", [all](Session& session) { return Logout(session, *all); });
  logout->add_flag("--all", *all, "Those on other machines too");
  menu.Add("whoami", "Under which name, role and scope I work", WhoAmI);
}

}  // namespace blangko::cli
