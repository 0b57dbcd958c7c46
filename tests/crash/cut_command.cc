#include "tests/crash/cut_command.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "tests/crash/cut_disk.h"
#include "tests/crash/kill_run.h"
#include "tests/crash/results.h"

namespace blangko::crash {
namespace {

constexpr int kCardsOfStation = 20;
constexpr size_t kShown = 6;  // violations of a run on the screen

std::string FolderOf(const std::string& run) {
  return absl::StrCat(std::filesystem::temp_directory_path().string(), "/blangko-power-", getpid(), "-", run);
}

// Not a guess: a small trial.
std::string WhyNotHere() {
  const std::string folder = FolderOf("trial");
  std::error_code ignored;
  std::filesystem::create_directories(folder, ignored);
  std::string reason = PrepareForCuts(folder);
  std::filesystem::remove_all(folder, ignored);
  return reason;
}

// Some of the cuts meet the station too, or it alone.
KillPlan WithStation(const CutPlan& plan) {
  return {.bin = plan.bin,
          .folder = plan.folder,
          .plant = plan.plant,
          .seed = plan.seed,
          .cards = kCardsOfStation,
          .kills = plan.cuts,
          .power_cuts = true};
}

absl::StatusOr<RunResult> HoldRun(const CutOptions& options, int64_t run) {
  CutPlan plan = options.plan;
  plan.seed += static_cast<uint64_t>(run);
  plan.folder = FolderOf(std::to_string(run));
  std::error_code ignored;
  std::filesystem::create_directories(plan.folder, ignored);
  ASSIGN_OR_RETURN(RunResult result, options.station ? HoldKillRun(WithStation(plan)) : HoldCutRun(plan));
  result.run = run;
  const bool keep = options.keep || (!result.violations.empty() && plan.plant.empty());
  if (keep) std::printf("      the folder of this run is kept: %s\n", plan.folder.c_str());
  if (!keep) std::filesystem::remove_all(plan.folder, ignored);
  return result;
}

void PrintRun(const RunResult& result) {
  std::printf("%5lld %5lld %8lld %6lld %7lld %6lld %5lld %5.1f  %s\n", static_cast<long long>(result.run),
              static_cast<long long>(result.power_cuts), static_cast<long long>(result.cuts_while_opening),
              static_cast<long long>(result.acknowledged), static_cast<long long>(result.resent),
              static_cast<long long>(result.cards), static_cast<long long>(result.safe), result.seconds,
              result.violations.empty() ? "ok" : "FAILED");
  for (size_t i = 0; i < std::min(result.violations.size(), kShown); ++i)
    std::printf("      %s\n", result.violations[i].c_str());
  if (result.violations.size() > kShown)
    std::printf("      and %zu more\n", result.violations.size() - kShown);
  std::fflush(stdout);
}

absl::Status HoldAll(const CutOptions& options, Results& results) {
  std::printf("%5s %5s %8s %6s %7s %6s %5s %5s  %s\n", "run", "cuts", "opening", "acks", "resent", "cards",
              "SAFE", "sec", "result");
  for (int64_t run = 1; run <= options.runs; ++run) {
    if (results.Has(run)) continue;
    ASSIGN_OR_RETURN(const RunResult result, HoldRun(options, run));
    PrintRun(result);
    RETURN_IF_ERROR(results.Add(result));
    if (!options.plan.plant.empty() && results.totals().failed > 0) break;
  }
  return absl::OkStatus();
}

void PrintSum(const Totals& totals) {
  std::printf(
      "\n%lld runs, %lld failed, %lld power cuts (%lld while the server opened its store), %lld changes acknowledged, "
      "%lld sent again, %lld cards printed, %lld times SAFE mode\n",
      static_cast<long long>(totals.runs), static_cast<long long>(totals.failed),
      static_cast<long long>(totals.sum.power_cuts), static_cast<long long>(totals.sum.cuts_while_opening),
      static_cast<long long>(totals.sum.acknowledged), static_cast<long long>(totals.sum.resent),
      static_cast<long long>(totals.sum.cards), static_cast<long long>(totals.sum.safe));
}

// With --plant the campaign is the thing under test: catching the bug is success.
int ExitCode(const CutOptions& options, const Results& results) {
  const bool failed = results.totals().failed > 0;
  if (options.plant.empty()) return failed ? 1 : 0;
  std::printf("planted bug '%s' was %s\n", options.plant.c_str(), failed ? "caught" : "NOT caught");
  return failed ? 0 : 1;
}

}  // namespace

CLI::App* AddPowerCuts(CLI::App& app, CutOptions& options) {
  CLI::App* power = app.add_subcommand(
      "power",
      "cut the power of the server's disk: what was not synced is gone, what was acknowledged may not be");
  power->footer(
      "Needs root, loop devices and mkfs.ext4; where these are missing it says SKIPPED and ends with 77.");
  power->add_option("--bin", options.plan.bin, "folder of the programs")
      ->required()
      ->check(CLI::ExistingDirectory);
  power->add_option("--runs", options.runs, "how many runs, each on a disk of its own")
      ->check(CLI::PositiveNumber);
  power
      ->add_option("--cuts", options.plan.cuts,
                   "power cuts in each run, beside those while the store is made")
      ->check(CLI::Range(1, 20));
  power->add_option("--seed", options.plan.seed, "of run 0; run n has this plus n");
  power->add_option("--plant", options.plant, "run the twin with this bug; exit 0 when it is caught");
  power->add_option("--results", options.results,
                    "every finished run, one JSON object a line; a file that is there is gone on with");
  power->add_flag("--station", options.station,
                  "a station prints meanwhile, and is killed now and then; its cards are judged too");
  power->add_flag("--keep", options.keep, "keep the folders of good runs too");
  return power;
}

int RunPowerCuts(const CutOptions& options) {
  if (const std::string reason = WhyNotHere(); !reason.empty()) {
    std::printf("SKIPPED power: 0 of %lld runs: %s\n", static_cast<long long>(options.runs), reason.c_str());
    return kSkipped;
  }
  Results results(options.results);
  const absl::Status status = HoldAll(options, results);
  PrintSum(results.totals());
  if (status.ok()) return ExitCode(options, results);
  std::fprintf(stderr, "blangko-campaign: %s\n", status.ToString().c_str());
  return 2;
}

}  // namespace blangko::crash
