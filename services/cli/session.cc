#include "services/cli/session.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <iostream>

#include "services/cli/dictionary.h"

namespace blangko::cli {
namespace {

Format FormatOf(std::string_view word) {
  if (word == "json") return Format::kJson;
  return word == "csv" ? Format::kCsv : Format::kTable;
}

absl::TimeZone ZoneOf(const std::string& name) {
  absl::TimeZone zone;
  return absl::LoadTimeZone(name, &zone) ? zone : absl::UTCTimeZone();
}

}  // namespace

Session::Session(const GlobalOptions& options)
    : options_(options),
      ids_(clock_, rng_),
      format_(FormatOf(options.output)),
      zone_(ZoneOf(options.time_zone)),
      language_(options.language == "en" ? Language::kEnglish : Language::kIndonesian),
      channel_(rpc::OpenChannel(options.server)),
      caller_({.timeout = absl::Seconds(options.timeout_seconds),
               .operator_name = options.operator_name,
               .session = options.session_token},
              rng_) {}

void Session::Print(const std::vector<Table>& tables) const {
  std::cout << Render(tables, format_, zone_, language_) << std::flush;
}

void Session::Say(std::string_view line) const { Say(line, Translated(line, Language::kEnglish)); }

void Session::Say(std::string_view indonesian, std::string_view english) const {
  if (format_ != Format::kTable) return;
  std::cout << In(indonesian, english) << std::endl;
}

void Session::Hint(std::string_view line) const { std::cerr << line << std::endl; }

bool OutIsTerminal() { return isatty(STDOUT_FILENO) == 1; }

bool ErrIsTerminal() { return isatty(STDERR_FILENO) == 1; }

TerminalSize SizeOfTerminal() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return {};
  return {size.ws_col, size.ws_row == 0 ? TerminalSize().rows : size.ws_row};
}

}  // namespace blangko::cli
