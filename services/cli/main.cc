// blangko: the command line for staff and administrators. A client only; it knows stubs, never a store.
#include <cstdlib>
#include <iostream>

#include "CLI/CLI.hpp"
#include "services/cli/commands.h"
#include "services/cli/errors.h"

namespace blangko::cli {
namespace {

std::string UserName() {
  const char* user = std::getenv("USER");
  return user == nullptr ? "" : user;
}

void OfferGlobals(CLI::App& app, GlobalOptions& options) {
  app.option_defaults()->always_capture_default();
  app.fallthrough();
  app.require_subcommand(1);
  app.set_version_flag("--version", "blangko 0.1.0");
  app.add_option("--server", options.server, "host:port of the node")->envname("BLANGKO_SERVER");
  app.add_option("--output", options.output, "table, json or csv")
      ->check(CLI::IsMember({"table", "json", "csv"}));
  app.add_option("--operator", options.operator_name, "Your name; it goes into every entry of the log");
  app.add_option("--timeout", options.timeout_seconds, "Seconds for one request")
      ->check(CLI::Range(0.1, 3600.0));
  app.add_option("--time-zone", options.time_zone, "How times are shown and typed");
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
  GlobalOptions options;
  options.operator_name = UserName();
  OfferGlobals(app, options);
  Menu menu(app);
  AddAllCommands(menu);
  HideEmptyLists(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsageExit;
  }
  Session session(options);
  const absl::Status status = NameServer(menu.chosen()(session), options.server);
  if (!status.ok()) std::cerr << RenderError(status, session.format());
  return ExitCodeOf(status);
}

}  // namespace
}  // namespace blangko::cli

int main(int argc, char** argv) { return blangko::cli::Run(argc, argv); }
