// A command of `blangko` as somebody types it who has accounts: with PINs from a file and logins that are kept.
//
// Threads: belongs to one test.
#pragma once

#include <sys/stat.h>

#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "services/cli/accounts_session_file.h"
#include "services/cli/commands.h"
#include "services/cli/session.h"
#include "services/refusal/refusal.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace blangko::cli {

// Where it is typed.
struct Keyboard {
  std::string server;
  std::string operator_name;
  const TempDir& home;  // keeps logins and the file of PINs
};

// Types `line`; PINs and codes are the lines of a file. The reason of a refusal, or what was printed.
inline std::string TypeCommand(const Keyboard& keyboard, const std::string& line,
                               const std::vector<std::string>& pins) {
  GlobalOptions options{.server = keyboard.server, .operator_name = keyboard.operator_name};
  options.session_file = keyboard.home.File("sessions");
  options.pin_file = keyboard.home.File("pins");
  std::ofstream(options.pin_file) << absl::StrJoin(pins, "\n");
  chmod(options.pin_file.c_str(), 0600);
  CLI::App app("", "blangko");
  app.fallthrough();
  app.add_option("--output", options.output);
  app.add_option("--lang", options.language);
  app.add_option("--as", options.account);
  Menu menu(app);
  AddAllCommands(menu);
  app.parse(line);
  const auto kept = ReadSessions(options.session_file);
  EXPECT_OK(kept);
  const KeptSession chosen = ChooseSession(*kept, options.server, options.account);
  options.account = chosen.account;
  options.session_token = chosen.token;
  Session session(options);
  testing::internal::CaptureStdout();
  const absl::Status status = menu.chosen()(session);
  const std::string said = testing::internal::GetCapturedStdout();
  if (status.ok()) return said;
  return ReasonOf(status).empty() ? std::string(status.message()) : ReasonOf(status);
}

}  // namespace blangko::cli
