#include "tests/bench/report.h"

#include <algorithm>
#include <cstdio>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace blangko::bench {
namespace {

std::string Word(const Verdict& verdict) {
  if (!verdict.skipped.empty()) return "SKIPPED " + verdict.skipped;
  const std::string word = !verdict.ok() ? "MISSED" : verdict.reached() ? "goal" : "floor";
  return word + (verdict.doubtful ? " (others at work)" : "");
}

// Names in results hold no characters that JSON would have to escape.
std::string Quoted(const std::string& text) { return "\"" + text + "\""; }

}  // namespace

void PrintSeries(const std::map<Comparison::SeriesKey, Series>& series) {
  std::printf("\n%-34s %-12s %10s %21s %9s %9s %6s %6s %6s %6s %5s\n", "load", "peer", "jobs/s", "low..high",
              "p50 us", "p99 us", "us/job", "client", "server", "others", "runs");
  for (const auto& [key, runs] : series) {
    const Point middle = runs.Median();
    const Spread rate = runs.PerSecond();
    std::printf("%-34s %-12s %10.0f %10.0f..%-9.0f %9.0f %9.0f %6.0f %5.0f%% %5.0f%% %5.0f%% %3zu%s\n",
                key.first.c_str(), key.second.c_str(), rate.median, rate.low, rate.high, middle.p50_us,
                middle.p99_us, middle.ServerMicros(), 100 * middle.cpu.client, 100 * middle.cpu.server,
                100 * middle.cpu.others, runs.Counted().size(), runs.doubtful() ? "*" : "");
  }
}

void PrintVerdicts(const std::vector<Verdict>& verdicts) {
  std::printf("\n%-50s %7s %15s %7s %7s\n", "measure", "value", "low..high", "floor", "goal");
  for (const Verdict& verdict : verdicts) {
    std::printf("%-50s %7.2f %7.2f..%-6.2f %7.2f %7.2f  %s\n", verdict.measure.c_str(), verdict.value.median,
                verdict.value.low, verdict.value.high, verdict.floor, verdict.goal, Word(verdict).c_str());
  }
  const auto count = [&](auto is) { return std::count_if(verdicts.begin(), verdicts.end(), is); };
  const auto skipped = count([](const Verdict& v) { return !v.skipped.empty(); });
  const auto missed = count([](const Verdict& v) { return v.skipped.empty() && !v.ok(); });
  std::printf("\n%td at or over the floor, %td missed, %td skipped\n",
              static_cast<ptrdiff_t>(verdicts.size()) - skipped - missed, missed, skipped);
}

std::string JsonOf(const std::vector<Verdict>& verdicts) {
  std::string lines;
  for (const Verdict& verdict : verdicts) {
    const std::string measure = Quoted(verdict.measure);
    if (!verdict.skipped.empty()) {
      absl::StrAppendFormat(&lines, "{\"measure\":%s,\"skipped\":%s}\n", measure, Quoted(verdict.skipped));
      continue;
    }
    absl::StrAppendFormat(
        &lines,
        "{\"measure\":%s,\"value\":%.3f,\"low\":%.3f,\"high\":%.3f,\"floor\":%.2f,\"goal\":%.2f,"
        "\"ok\":%s,\"goal_reached\":%s,\"disturbed\":%s}\n",
        measure, verdict.value.median, verdict.value.low, verdict.value.high, verdict.floor, verdict.goal,
        verdict.ok() ? "true" : "false", verdict.reached() ? "true" : "false",
        verdict.doubtful ? "true" : "false");
  }
  return lines;
}

std::string JsonOf(const std::map<Comparison::SeriesKey, Series>& series) {
  std::string lines;
  for (const auto& [key, runs] : series) {
    const Point middle = runs.Median();
    const Spread rate = runs.PerSecond();
    absl::StrAppendFormat(
        &lines,
        "{\"load\":%s,\"peer\":%s,\"per_second\":%.0f,\"low\":%.0f,\"high\":%.0f,\"p50_us\":%.0f,"
        "\"p99_us\":%.0f,\"server_us_per_job\":%.1f,\"client_cpu\":%.2f,\"server_cpu\":%.2f,\"others_cpu\":%.2f,\"runs\":%d,"
        "\"disturbed_runs\":%d}\n",
        Quoted(key.first), Quoted(key.second), rate.median, rate.low, rate.high, middle.p50_us, middle.p99_us,
        middle.ServerMicros(), middle.cpu.client, middle.cpu.server, middle.cpu.others, runs.runs(),
        runs.disturbed());
  }
  return lines;
}

absl::Status WriteFile(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::trunc);
  file << text;
  file.flush();
  return file ? absl::OkStatus() : absl::UnavailableError("bench: cannot write " + path);
}

}  // namespace blangko::bench
