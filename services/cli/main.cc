// blangko: the command line for staff and administrators. A client only; it knows stubs, never a store.
#include <cstdlib>
#include <iostream>
#include <string_view>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "base/utf8.h"
#include "services/cli/accounts_session_file.h"
#include "services/cli/commands.h"
#include "services/cli/errors.h"
#include "services/cli/help_words.h"
#include "services/screen/help_language.h"

namespace blangko::cli {
namespace {

std::string UserName() {
  const char* user = std::getenv("USER");
  return user == nullptr ? "" : user;
}

std::string KnownTimeZone(const std::string& name) {
  absl::TimeZone zone;
  return absl::LoadTimeZone(name, &zone) ? "" : name + " is no time zone";
}

// A file of this login session where the system has a place for such, else in the home directory.
std::string SessionFile() {
  if (const char* named = std::getenv("BLANGKO_SESSION_FILE")) return named;
  if (const char* folder = std::getenv("XDG_RUNTIME_DIR")) return std::string(folder) + "/blangko-sessions";
  const char* home = std::getenv("HOME");
  return home == nullptr ? "" : std::string(home) + "/.blangko-sessions";
}

// Who says under which name to work does not work under a login that happens to be kept here.
void PreferNamedOperator(const CLI::App& app, GlobalOptions& options) {
  if (app.count("--operator") > 0 && app.count("--as") == 0) options.account = kNoAccount;
}

absl::Status UseLogin(GlobalOptions& options) {
  if (options.session_file.empty()) return absl::OkStatus();
  const auto sessions = ReadSessions(options.session_file);
  if (!sessions.ok()) return sessions.status();
  const KeptSession chosen = ChooseSession(*sessions, options.server, options.account);
  options.account = chosen.account;
  options.session_token = chosen.token;
  return absl::OkStatus();
}

void OfferGlobals(CLI::App& app, GlobalOptions& options) {
  app.option_defaults()->always_capture_default();
  app.fallthrough();
  app.require_subcommand(1);
  app.footer("Exit codes: 0 done, 1 refused, 2 wrong usage, 3 no answer or the server cannot work now.");
  app.set_version_flag("--version", "blangko 0.1.0");
  app.add_option("--server", options.server, "host:port of the node")->envname("BLANGKO_SERVER");
  screen::OfferLanguage(app, options.language);
  app.add_option("--output", options.output,
                 "table, json or csv; in csv a text that begins like a formula has ' before it")
      ->transform(CLI::IsMember({"table", "json", "csv"}, CLI::ignore_case));
  app.add_option("--operator", options.operator_name,
                 "Your name without a login; it goes into every entry of the log");
  app.add_option("--as", options.account, "Account whose login to use (blangko login); - for none");
  app.add_option("--pin-file", options.pin_file,
                 "PINs, one a line, your own first, from a file or -; default: the terminal");
  app.add_option("--timeout", options.timeout_seconds, "Seconds for one request")
      ->check(CLI::Range(0.1, 3600.0));
  app.add_option("--time-zone", options.time_zone, "How times are shown and typed")->check(KnownTimeZone);
}

// What is typed goes to the server as text.
absl::Status CheckUtf8(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    if (IsUtf8(argv[i])) continue;
    return UsageError(absl::StrCat("kata ke-", i, " bukan teks UTF-8: ", PlainLine(argv[i])),
                      absl::StrCat("word ", i, " is no UTF-8 text: ", PlainLine(argv[i])));
  }
  return absl::OkStatus();
}

// CLI11 shows "[]" as the default of a list that is empty.
void HideEmptyLists(CLI::App& app) {
  for (CLI::Option* option : app.get_options()) {
    if (option->get_default_str() == "[]") option->default_str("");
  }
  for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    HideEmptyLists(*command);
}

int Run(int argc, char** argv) {
  CLI::App app("Blangko: print queue and blank stock of identity cards", "blangko");
  const Language language = screen::LanguageOf(std::getenv("BLANGKO_LANG"), argc, argv);
  GlobalOptions options;
  options.operator_name = UserName();
  options.session_file = SessionFile();
  OfferGlobals(app, options);
  Menu menu(app);
  AddAllCommands(menu);
  HideEmptyLists(app);
  if (language == Language::kIndonesian) screen::SpeakIndonesian(app, HelpWords());
  if (const absl::Status typed = CheckUtf8(argc, argv); !typed.ok()) {
    std::cerr << RenderError(typed, Format::kTable, language);
    return kUsageExit;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // the help or the version was asked for
    std::cerr << screen::MistakeText(app, error, language);
    return kUsageExit;
  }
  PreferNamedOperator(app, options);
  absl::Status status = UseLogin(options);
  Session session(options);
  if (status.ok())
    status = NameServer(menu.chosen()(session), options.server, absl::Seconds(options.timeout_seconds));
  if (!status.ok()) std::cerr << RenderError(status, session.format(), session.language());
  return ExitCodeOf(status);
}

}  // namespace
}  // namespace blangko::cli

int main(int argc, char** argv) { return blangko::cli::Run(argc, argv); }
