#include "services/exports/export_marks.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <string_view>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/text.h"

namespace blangko::exports {
namespace {

// "<chain> <key in hexadecimal> ."; the point tells a whole line.
std::optional<ExportMark> MarkOf(std::string_view line) {
  const size_t space = line.find(' ');
  if (space == std::string_view::npos || !line.ends_with(" .")) return std::nullopt;
  const auto chain = LineChain::FromText(line.substr(0, space));
  if (!chain.has_value()) return std::nullopt;
  const std::string_view hex = line.substr(space + 1, line.size() - space - 3);
  return ExportMark{*chain, absl::HexStringToBytes(ToAbsl(hex))};
}

bool IsBefore(const ExportMark& some, const ExportMark& other) {
  return some.chain.lines() < other.chain.lines();
}

}  // namespace

ExportMarks::ExportMarks(std::string path) : path_(std::move(path)) {
  std::ifstream file(path_);
  for (std::string line; std::getline(file, line);) {
    if (const auto mark = MarkOf(line); mark.has_value()) marks_.push_back(*mark);
  }
  std::stable_sort(marks_.begin(), marks_.end(), IsBefore);
}

ExportMark ExportMarks::Before(int64_t lines) const {
  ExportMark found;
  for (const ExportMark& mark : marks_) {
    if (mark.chain.lines() <= lines) found = mark;
  }
  return found;
}

void ExportMarks::Add(const ExportMark& mark) {
  if (!marks_.empty() && !IsBefore(marks_.back(), mark)) return;
  marks_.push_back(mark);
  // Begins with a line feed, so that one that was torn spoils no other.
  std::ofstream(path_, std::ios::app) << absl::StrCat("\n", mark.chain.Text(), " ", ToHex(mark.key), " .\n");
}

}  // namespace blangko::exports
