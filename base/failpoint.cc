#include "base/failpoint.h"

#include <unistd.h>

#include <cstdlib>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "base/log.h"
#include "base/text.h"

namespace blangko {
namespace {

enum class Action { kAbort, kExit, kSleep, kError };

struct Failpoint {
  Action action;
  absl::Duration sleep;
  uint64_t only_pass = 0;  // 0 = every pass
  uint64_t passes = 0;
};

using Failpoints = std::map<std::string, Failpoint, std::less<>>;

std::mutex mutex;
// Leaked on purpose: failpoints are passed until the very end of the process.
Failpoints& All() {
  static auto* const all = new Failpoints();
  return *all;
}

std::optional<Failpoint> ParseAction(absl::string_view word) {
  Failpoint point{Action::kError, absl::ZeroDuration()};
  const std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(word, absl::MaxSplits('@', 1));
  if (!parts.second.empty() && !absl::SimpleAtoi(parts.second, &point.only_pass)) return std::nullopt;
  const std::pair<absl::string_view, absl::string_view> action =
      absl::StrSplit(parts.first, absl::MaxSplits(':', 1));
  int64_t millis = 0;
  if (action.first == "sleep" && absl::SimpleAtoi(action.second, &millis)) {
    point.action = Action::kSleep;
    point.sleep = absl::Milliseconds(millis);
  } else if (parts.first == "abort") {
    point.action = Action::kAbort;
  } else if (parts.first == "exit") {
    point.action = Action::kExit;
  } else if (parts.first != "error") {
    return std::nullopt;
  }
  return point;
}

Failpoints Parse(std::string_view spec) {
  Failpoints points;
  for (const absl::string_view word : absl::StrSplit(ToAbsl(spec), ',', absl::SkipWhitespace())) {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(absl::StripAsciiWhitespace(word), absl::MaxSplits('=', 1));
    const std::optional<Failpoint> point = ParseAction(parts.second);
    if (!point.has_value()) {
      Log(LogLevel::kError, "failpoint.not_understood", {{"word", ToStd(word)}});
      std::abort();
    }
    points.emplace(std::string(parts.first), *point);
  }
  return points;
}

bool Act(std::string_view name, const Failpoint& point) {
  Log(LogLevel::kWarning, "failpoint.passed", {{"name", name}});
  switch (point.action) {
    case Action::kAbort: std::abort();
    case Action::kExit: _exit(kFailpointExitCode);
    case Action::kSleep: absl::SleepFor(point.sleep); return false;
    case Action::kError: return true;
  }
  return false;
}

bool ReadEnvironment() {
  const char* spec = std::getenv("BLANGKO_FAILPOINTS");
  if (spec != nullptr) All() = Parse(spec);
  return !All().empty();
}

}  // namespace

namespace internal {

std::atomic<bool> failpoints_on = ReadEnvironment();

bool PassFailpoint(std::string_view name) {
  std::optional<Failpoint> point;
  {
    const std::lock_guard lock(mutex);
    const auto found = All().find(name);
    if (found == All().end()) return false;
    ++found->second.passes;
    if (found->second.only_pass == 0 || found->second.only_pass == found->second.passes)
      point = found->second;
  }
  return point.has_value() && Act(name, *point);
}

}  // namespace internal

void SetFailpoints(std::string_view spec) {
  const std::lock_guard lock(mutex);
  All() = Parse(spec);
  internal::failpoints_on = !All().empty();
}

}  // namespace blangko
