#include <array>
#include <utility>

#include "absl/strings/str_format.h"
#include "tests/bench/overload.h"

namespace blangko::bench {
namespace {

Series SeriesOf(const std::vector<OverloadRun>& runs, bool overload) {
  Series series;
  for (const OverloadRun& run : runs) {
    if (run.overload == overload) series.Add(run.point);
  }
  return series;
}

// Of each overload: its goodput over the mean of the peaks before and after it.
Spread RateAgainstPeaks(const std::vector<OverloadRun>& runs) {
  std::vector<double> ratios;
  for (size_t at = 1; at + 1 < runs.size(); ++at) {
    if (!runs[at].overload) continue;
    const double peaks = (runs[at - 1].point.PerSecond() + runs[at + 1].point.PerSecond()) / 2;
    ratios.push_back(peaks > 0 ? runs[at].point.PerSecond() / peaks : 0);
  }
  return SpreadOf(ratios);
}

// Of each overload: what was resident at most, over the same at the first peak, so that nothing is hidden that an earlier
// overload left behind.
Spread MemoryAgainstFirstPeak(const std::vector<OverloadRun>& runs) {
  std::vector<double> ratios;
  for (const OverloadRun& run : runs) {
    if (!run.overload) continue;
    const auto first = static_cast<double>(runs.front().memory.resident);
    ratios.push_back(first > 0 ? static_cast<double>(run.memory.resident) / first : 0);
  }
  return SpreadOf(ratios);
}

Spread RefusedOutcomes(const std::vector<OverloadRun>& runs) {
  std::vector<double> refused;
  double all = 0;
  for (const OverloadRun& run : runs) {
    refused.push_back(static_cast<double>(run.counts.refused(Asked::kOutcomes)));
    all += refused.back();
  }
  Spread spread = SpreadOf(refused);
  spread.median = all;  // one in any run is one too many
  return spread;
}

constexpr std::array<std::pair<const char*, Caller>, kCallers> kNames = {
    {{"stations", Caller::kStation}, {"desks", Caller::kDesk}, {"readers", Caller::kReader}}};

std::string JsonOf(const OverloadRun& run) {
  std::string line = absl::StrFormat(
      "{\"overload_run\":\"%s\",\"per_second\":%.0f,\"outcome_p50_us\":%.0f,\"outcome_p99_us\":%.0f",
      run.overload ? "overload" : "peak", run.point.PerSecond(), run.point.p50_us, run.point.p99_us);
  for (size_t kind = 0; kind < kAskedKinds; ++kind) {
    const auto asked = static_cast<Asked>(kind);
    absl::StrAppendFormat(&line, ",\"%s_answered\":%d,\"%s_refused\":%d", NameOf(asked),
                          run.counts.answered(asked), NameOf(asked), run.counts.refused(asked));
  }
  for (const auto& [name, caller] : kNames) {
    absl::StrAppendFormat(&line, ",\"%s_came\":%d,\"%s_turned_away\":%d", name, run.counts.came(caller), name,
                          run.counts.turned_away(caller));
  }
  absl::StrAppendFormat(&line,
                        ",\"resident_bytes\":%d,\"anonymous_bytes\":%d,\"threads\":%d,\"client_cpu\":%.2f,"
                        "\"server_cpu\":%.2f,\"others_cpu\":%.2f}\n",
                        run.memory.resident, run.memory.anonymous, run.memory.threads, run.point.cpu.client,
                        run.point.cpu.server, run.point.cpu.others);
  return line;
}

}  // namespace

std::vector<Verdict> JudgeOverload(const std::vector<OverloadRun>& runs) {
  const bool doubtful = SeriesOf(runs, false).doubtful() || SeriesOf(runs, true).doubtful();
  return {{.measure = "goodput at 4x / peak",
           .value = RateAgainstPeaks(runs),
           .floor = 0.8,
           .goal = 0.95,
           .doubtful = doubtful},
          {.measure = "outcomes refused",
           .value = RefusedOutcomes(runs),
           .floor = 0,
           .goal = 0,
           .less_is_better = true},
          {.measure = "memory under overload / at peak",
           .value = MemoryAgainstFirstPeak(runs),
           .floor = 1.5,
           .goal = 1.2,
           .less_is_better = true}};
}

std::string JsonOf(const std::vector<OverloadRun>& runs) {
  std::string lines;
  for (const OverloadRun& run : runs) lines += JsonOf(run);
  return lines;
}

}  // namespace blangko::bench
