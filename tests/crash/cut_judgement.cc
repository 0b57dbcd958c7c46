#include "tests/crash/cut_judgement.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace blangko::crash {
namespace {

std::optional<uint64_t> FirstOf(const std::string& groups) {
  uint64_t first = 0;
  if (!absl::SimpleAtoi(groups.substr(0, groups.find('-')), &first)) return std::nullopt;
  return first;
}

// Answers that are given up with the groups from `first` on.
struct Lost {
  int64_t changes = 0;
  int64_t older = 0;      // than the witness may lag behind
  absl::Duration oldest;  // before the cut
};

Lost LostFrom(uint64_t first, const std::vector<Acknowledgement>& answers, absl::Time cut) {
  Lost lost;
  for (const Acknowledgement& answer : answers) {
    if (answer.revision < first) continue;
    const absl::Duration age = cut - answer.heard;
    ++lost.changes;
    lost.older += age > kWitnessMayLag ? 1 : 0;
    lost.oldest = std::max(lost.oldest, age);
  }
  return lost;
}

}  // namespace

std::vector<std::string> JudgeSafeMode(const std::string& missing,
                                       const std::vector<Acknowledgement>& answers, absl::Time cut) {
  const std::optional<uint64_t> first = FirstOf(missing);
  if (!first.has_value())
    return {absl::StrCat("SAFE mode after a power cut, and it names no groups: ", missing)};
  const Lost lost = LostFrom(*first, answers, cut);
  if (lost.changes == 0)
    return {
        absl::StrCat("SAFE mode although nothing acknowledged is missing; it names the groups ", missing)};
  if (lost.older == 0) return {};
  return {absl::StrFormat(
      "lost: SAFE mode names the groups %s: %d acknowledged changes, %d of them acknowledged more than 5 ms before "
      "the cut, the oldest %.0f ms before it",
      missing, lost.changes, lost.older, absl::ToDoubleMilliseconds(lost.oldest))};
}

}  // namespace blangko::crash
