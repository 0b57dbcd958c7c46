// blangko-campaign: fault campaigns on the real programs. `kill`: SIGKILL of server and station while they print;
// `poweroff` (poweroff_command.h): the power goes at every step of a card; `damage` (damage_command.h): files of a killed
// server are damaged; `power` (cut_command.h): the power of the server's disk is cut.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "tests/crash/cut_command.h"
#include "tests/crash/damage_command.h"
#include "tests/crash/kill_run.h"
#include "tests/crash/poweroff_command.h"
#include "tests/crash/results.h"

namespace blangko::crash {
namespace {

constexpr size_t kShown = 6;  // violations of a run on the screen

struct Options {
  KillPlan plan;
  std::string plant;  // a bug that must be caught
  int64_t runs = 100;
  bool keep = false;
  std::string json;
};

std::string FolderOf(const Options& options, int64_t run) {
  return absl::StrCat(std::filesystem::temp_directory_path().string(), "/blangko-campaign-", getpid(), "-",
                      run, "-", options.plan.seed);
}

void PrintHeading() {
  std::printf("%5s %7s %8s %7s %8s %9s %10s %6s %8s  %s\n", "run", "server", "station", "cards", "spoiled",
              "looked at", "undecided", "acks", "seconds", "result");
}

void PrintRow(const std::string& name, const RunResult& row, const std::string& verdict) {
  std::printf("%5s %7lld %8lld %7lld %8lld %9lld %10lld %6lld %8.1f  %s\n", name.c_str(),
              static_cast<long long>(row.server_kills), static_cast<long long>(row.station_kills),
              static_cast<long long>(row.cards), static_cast<long long>(row.spoiled),
              static_cast<long long>(row.looked_at), static_cast<long long>(row.undecided),
              static_cast<long long>(row.acknowledged), row.seconds, verdict.c_str());
  for (size_t i = 0; i < std::min(row.violations.size(), kShown); ++i) {
    std::printf("      %s\n", row.violations[i].c_str());
  }
  if (row.violations.size() > kShown) std::printf("      and %zu more\n", row.violations.size() - kShown);
  std::fflush(stdout);
}

// The folder of a good run goes; that of a bad one stays, to be looked at.
absl::StatusOr<RunResult> HoldRun(const Options& options, int64_t run) {
  KillPlan plan = options.plan;
  plan.folder = FolderOf(options, run);
  plan.seed = options.plan.seed + static_cast<uint64_t>(run);
  std::error_code ignored;
  std::filesystem::create_directories(plan.folder, ignored);
  ASSIGN_OR_RETURN(RunResult result, HoldKillRun(plan));
  result.run = run;
  if (!options.keep && (result.violations.empty() || !plan.plant.empty())) {
    std::filesystem::remove_all(plan.folder, ignored);
  } else {
    std::printf("      the folder of this run is kept: %s\n", plan.folder.c_str());
  }
  return result;
}

absl::Status HoldAll(const Options& options, Results& results) {
  PrintHeading();
  for (int64_t run = 1; run <= options.runs; ++run) {
    if (results.Has(run)) continue;
    ASSIGN_OR_RETURN(const RunResult result, HoldRun(options, run));
    PrintRow(std::to_string(run), result, result.violations.empty() ? "ok" : "FAILED");
    RETURN_IF_ERROR(results.Add(result));
    if (!options.plan.plant.empty() && results.totals().failed > 0) break;
  }
  RunResult sum = results.totals().sum;
  PrintRow("sum", sum, absl::StrCat(results.totals().runs, " runs, ", results.totals().failed, " failed"));
  return absl::OkStatus();
}

// With --plant the campaign is the thing under test: catching the bug is success.
int ExitCode(const Options& options, const Results& results) {
  const bool failed = results.totals().failed > 0;
  if (options.plant.empty()) return failed ? 1 : 0;
  std::printf("planted bug '%s' was %s\n", options.plant.c_str(), failed ? "caught" : "NOT caught");
  return failed ? 0 : 1;
}

int RunKill(const Options& options) {
  Results results(options.json);
  const absl::Status status = HoldAll(options, results);
  if (status.ok()) return ExitCode(options, results);
  std::fprintf(stderr, "blangko-campaign: %s\n", status.ToString().c_str());
  return 2;
}

}  // namespace
}  // namespace blangko::crash

int main(int argc, char** argv) {
  CLI::App app("Fault campaigns on the real programs.");
  app.require_subcommand(1);
  blangko::crash::Options options;
  CLI::App* kill = app.add_subcommand("kill", "kill server and station at random moments while they print");
  kill->add_option("--bin", options.plan.bin, "folder of the programs")
      ->required()
      ->check(CLI::ExistingDirectory);
  kill->add_option("--runs", options.runs, "how many runs")->check(CLI::PositiveNumber);
  kill->add_option("--seed", options.plan.seed, "of run 0; run n has this plus n");
  kill->add_option("--cards", options.plan.cards, "records that wait in each run")
      ->check(CLI::Range(20, 2000));
  kill->add_option("--kills", options.plan.kills, "in each run")->check(CLI::Range(1, 100));
  kill->add_option(
      "--plant", options.plant,
      "run the twins with this bug; exit 0 when it is caught. With BLANGKO_PLANT in the environment the "
      "twins run too, and the campaign fails as it would on a bug of ours");
  kill->add_flag("--keep", options.keep, "keep the folders of good runs too");
  kill->add_option("--json", options.json,
                   "one JSON object per line and run; a file that is there is gone on with");
  blangko::crash::PoweroffOptions power;
  const CLI::App* poweroff = AddPoweroff(app, power);
  blangko::crash::DamageOptions damage;
  const CLI::App* damaged = AddDamage(app, damage);
  blangko::crash::CutOptions cuts;
  const CLI::App* cut = AddPowerCuts(app, cuts);
  CLI11_PARSE(app, argc, argv);
  const char* planted = std::getenv("BLANGKO_PLANT");
  options.plan.plant = options.plant.empty() && planted != nullptr ? planted : options.plant;
  power.plan.plant = power.plant.empty() && planted != nullptr ? planted : power.plant;
  damage.plan.plant = damage.plant.empty() && planted != nullptr ? planted : damage.plant;
  cuts.plan.plant = cuts.plant.empty() && planted != nullptr ? planted : cuts.plant;
  if (cut->parsed()) return blangko::crash::RunPowerCuts(cuts);
  if (damaged->parsed()) return blangko::crash::RunDamage(damage);
  if (poweroff->parsed()) return blangko::crash::RunPoweroff(power);
  return blangko::crash::RunKill(options);
}
