// Menu: the tree of commands. A group file adds its commands; the one that the user chose is run by main.
//
//   Menu::Command list = menu.Add(stations, "list", "Print stations", [=](Session& session) { … });
//   list->add_option("--office", options->office, "Area code");
//
// Options live in a shared_ptr that the action captures, because parsing happens after the group file has returned.
// Threads: one.
#pragma once

#include <functional>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "services/cli/session.h"

namespace blangko::cli {

using Action = std::function<absl::Status(Session&)>;

class Menu {
 public:
  using Command = CLI::App*;

  explicit Menu(CLI::App& app) : app_(app) {}

  // A command that only holds others: "blangko stations …"; at the top or in a group.
  Command Group(const std::string& name, const std::string& help);
  static Command Group(Command group, const std::string& name, const std::string& help);
  // A group that does something itself when none of its commands is named.
  Command Group(const std::string& name, const std::string& help, Action action);
  // A command that does something; at the top or in a group.
  Command Add(const std::string& name, const std::string& help, Action action);
  Command Add(Command group, const std::string& name, const std::string& help, Action action);

  CLI::App& app() { return app_; }
  // What the user chose; empty before parsing.
  const Action& chosen() const { return chosen_; }

 private:
  CLI::App& app_;
  Action chosen_;
};

}  // namespace blangko::cli
