#include "tests/scenarios/terminal.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "tests/support/process.h"

namespace blangko::scenarios {
namespace {

constexpr absl::Duration kLimit = absl::Minutes(1);

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

Terminal::Terminal(std::string server, const TempDir& home, std::string name)
    : server_(std::move(server)), home_(home), name_(std::move(name)) {}

int Terminal::Type(const std::vector<std::string>& words, const std::vector<std::string>& pins) {
  const std::string pin_file = home_.File(name_ + ".pins");
  std::ofstream(pin_file) << absl::StrJoin(pins, "\n");
  std::filesystem::permissions(pin_file,
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::vector<std::string> command = {
      "/usr/bin/env", "BLANGKO_SESSION_FILE=" + home_.File(name_ + ".sessions"), BLANGKO_PATH};
  command.insert(command.end(), words.begin(), words.end());
  command.insert(command.end(), {"--server", server_, "--lang", "en"});
  if (!pins.empty()) command.insert(command.end(), {"--pin-file", pin_file});
  const std::string screen = home_.File(name_ + ".screen");
  std::filesystem::remove(screen);
  const auto code = support::RunCommand(command, screen, kLimit);
  EXPECT_TRUE(code.ok()) << code.status();
  said_ = ReadAll(screen);
  return code.value_or(-1);
}

std::string Terminal::Done(const std::vector<std::string>& words, const std::vector<std::string>& pins) {
  EXPECT_EQ(Type(words, pins), 0) << "blangko " << absl::StrJoin(words, " ") << "\n" << said_;
  return said_;
}

std::string Terminal::Cell(std::vector<std::string> words, const std::string& column,
                           const std::vector<std::string>& pins) {
  words.insert(words.end(), {"--output", "csv"});
  const std::vector<std::string> lines = absl::StrSplit(Done(words, pins), '\n');
  if (lines.size() < 2) return "no row";
  const std::vector<std::string> names = absl::StrSplit(lines[0], ',');
  const std::vector<std::string> cells = absl::StrSplit(lines[1], ',');
  const auto found = std::find(names.begin(), names.end(), column);
  const auto place = static_cast<size_t>(found - names.begin());
  return place < cells.size() ? cells[place] : "no column " + column;
}

}  // namespace blangko::scenarios
