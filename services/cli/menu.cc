#include "services/cli/menu.h"

#include <utility>

namespace blangko::cli {

Menu::Command Menu::Group(const std::string& name, const std::string& help) {
  return Group(&app_, name, help);
}

Menu::Command Menu::Group(Command group, const std::string& name, const std::string& help) {
  Command added = group->add_subcommand(name, help);
  added->require_subcommand(1);
  return added;
}

Menu::Command Menu::Group(const std::string& name, const std::string& help, Action action) {
  Command added = app_.add_subcommand(name, help);
  added->callback([this, added, action = std::move(action)] {
    if (added->get_subcommands().empty()) chosen_ = action;
  });
  return added;
}

Menu::Command Menu::Add(const std::string& name, const std::string& help, Action action) {
  return Add(&app_, name, help, std::move(action));
}

Menu::Command Menu::Add(Command group, const std::string& name, const std::string& help, Action action) {
  Command command = group->add_subcommand(name, help);
  command->callback([this, action = std::move(action)] { chosen_ = action; });
  return command;
}

}  // namespace blangko::cli
