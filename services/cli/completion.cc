#include "services/cli/completion.h"

#include <iostream>
#include <memory>

#include "absl/strings/str_cat.h"
#include "services/cli/commands.h"

namespace blangko::cli {
namespace {

// One case of the script: the words that may follow `path`.
void AddCase(const CLI::App& app, const std::string& path, std::string& script) {
  std::string words;
  const auto commands = app.get_subcommands([](const CLI::App*) { return true; });
  for (const CLI::App* command : commands) absl::StrAppend(&words, command->get_name(), " ");
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) absl::StrAppend(&words, "--", name, " ");
  }
  absl::StrAppend(&script, "    \"", path, "\") words=\"", words, "\" ;;\n");
  for (const CLI::App* command : commands)
    AddCase(*command, absl::StrCat(path, " ", command->get_name()), script);
}

}  // namespace

std::string BashCompletion(const CLI::App& app) {
  std::string cases;
  AddCase(app, app.get_name(), cases);
  return absl::StrCat("# bash completion of ", app.get_name(),
                      "; use: source <(blangko completion bash)\n"
                      "_blangko() {\n"
                      "  local path=blangko word words=\"\" current=\"${COMP_WORDS[COMP_CWORD]}\"\n"
                      "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
                      "    [[ $word == -* ]] || path=\"$path $word\"\n"
                      "  done\n"
                      "  while :; do\n"
                      "    case $path in\n",
                      cases,
                      "    esac\n"
                      "    [[ -n $words || $path != *\" \"* ]] && break\n"
                      "    path=\"${path% *}\"\n"
                      "  done\n"
                      "  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
                      "  [[ ${#COMPREPLY[@]} -eq 0 ]] && COMPREPLY=($(compgen -f -- \"$current\"))\n"
                      "}\n"
                      "complete -F _blangko blangko\n");
}

void AddCompletionCommand(Menu& menu) {
  auto shell = std::make_shared<std::string>();
  CLI::App* app = &menu.app();
  auto* command = menu.Add("completion", "Script for completion in the shell", [app, shell](Session&) {
    std::cout << BashCompletion(*app);
    return absl::OkStatus();
  });
  command->add_option("shell", *shell, "bash")->required()->check(CLI::IsMember({"bash"}));
}

}  // namespace blangko::cli
