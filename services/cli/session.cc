#include "services/cli/session.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <iostream>

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
    : ids_(clock_, rng_),
      format_(FormatOf(options.output)),
      zone_(ZoneOf(options.time_zone)),
      channel_(rpc::OpenChannel(options.server)),
      caller_({.timeout = absl::Seconds(options.timeout_seconds), .operator_name = options.operator_name},
              rng_) {}

void Session::Print(const std::vector<Table>& tables) const {
  std::cout << Render(tables, format_, zone_) << std::flush;
}

void Session::Say(std::string_view line) const {
  if (format_ == Format::kTable) std::cout << line << std::endl;
}

void Session::Hint(std::string_view line) const { std::cerr << line << std::endl; }

bool OutIsTerminal() { return isatty(STDOUT_FILENO) == 1; }

bool ErrIsTerminal() { return isatty(STDERR_FILENO) == 1; }

size_t TerminalWidth() {
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace blangko::cli
