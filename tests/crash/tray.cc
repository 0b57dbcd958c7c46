#include "tests/crash/tray.h"

#include <fstream>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace blangko::crash {

Cards Tray::OfAttempt(const std::string& record, uint32_t attempt) const {
  const auto found = attempts.find({record, attempt});
  return found == attempts.end() ? Cards{} : found->second;
}

std::map<std::string, int> Tray::FinishedByRecord() const {
  std::map<std::string, int> finished;
  for (const auto& [attempt, cards] : attempts) {
    if (cards.finished > 0) finished[attempt.first] += cards.finished;
  }
  return finished;
}

int Tray::Begun() const {
  int sum = 0;
  for (const auto& [attempt, cards] : attempts) sum += cards.begun;
  return sum;
}

int Tray::Finished() const {
  int sum = 0;
  for (const auto& [attempt, cards] : attempts) sum += cards.finished;
  return sum;
}

absl::StatusOr<Tray> ReadTray(const std::string& folder) {
  std::ifstream file(folder + "/tray.csv");
  if (!file) return absl::NotFoundError(absl::StrCat("tray: nothing in ", folder));
  Tray tray;
  for (std::string line; std::getline(file, line);) {
    const std::vector<std::string> fields = absl::StrSplit(line, ',');
    uint32_t attempt = 0;
    if (fields.size() != 4 || !absl::SimpleAtoi(fields[2], &attempt)) continue;
    Cards& cards = tray.attempts[{fields[1], attempt}];
    cards.begun += fields[3] == "begun" ? 1 : 0;
    cards.finished += fields[3] == "done" ? 1 : 0;
  }
  return tray;
}

Tray TrayOf(const std::vector<printer_sim::PickedBlank>& world) {
  Tray tray;
  for (const printer_sim::PickedBlank& blank : world) {
    const size_t slash = blank.job.rfind('/');
    uint32_t attempt = 0;
    if (slash == std::string::npos || !absl::SimpleAtoi(blank.job.substr(slash + 1), &attempt)) continue;
    Cards& cards = tray.attempts[{blank.job.substr(0, slash), attempt}];
    ++cards.begun;
    cards.finished += blank.event == "card" ? 1 : 0;
  }
  return tray;
}

}  // namespace blangko::crash
