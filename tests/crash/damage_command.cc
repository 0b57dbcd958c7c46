#include "tests/crash/damage_command.h"

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "tests/crash/results.h"

namespace blangko::crash {
namespace {

std::vector<DiskDamage> DamagesOf(const DamageOptions& options) {
  std::vector<DiskDamage> damages;
  for (uint64_t i = 0; i < kDamagedFiles * kDamageKinds; ++i) {
    const DiskDamage damage = DiskDamageOf(i);
    if (options.file.empty() || options.file == NameOf(damage.file)) damages.push_back(damage);
  }
  return damages;
}

absl::StatusOr<RunResult> HoldRun(const DamageOptions& options, const DiskDamage& damage, int64_t run) {
  DamagePlan plan = options.plan;
  plan.damage = damage;
  plan.seed += static_cast<uint64_t>(run);
  plan.folder =
      absl::StrCat(std::filesystem::temp_directory_path().string(), "/blangko-damage-", getpid(), "-", run);
  std::error_code ignored;
  std::filesystem::create_directories(plan.folder, ignored);
  ASSIGN_OR_RETURN(RunResult result, HoldDamageRun(plan));
  result.run = run;
  const bool keep = options.keep || (!result.violations.empty() && plan.plant.empty());
  if (keep) std::printf("      the folder of this run is kept: %s\n", plan.folder.c_str());
  if (!keep) std::filesystem::remove_all(plan.folder, ignored);
  return result;
}

void PrintRun(const RunResult& result) {
  std::printf("%5lld %6lld %-17s %5.1f  %-6s %s\n", static_cast<long long>(result.run),
              static_cast<long long>(result.acknowledged), result.labels.at("outcome").c_str(),
              result.seconds, result.violations.empty() ? "ok" : "FAILED", result.labels.at("done").c_str());
  for (const std::string& violation : result.violations) std::printf("      %s\n", violation.c_str());
  std::fflush(stdout);
}

absl::Status HoldAll(const DamageOptions& options, const std::vector<DiskDamage>& damages, Results& results) {
  std::printf("%5s %6s %-17s %5s  %-6s %s\n", "run", "acks", "the server", "sec", "result", "damage");
  for (int64_t run = 1; run <= options.runs; ++run) {
    if (results.Has(run)) continue;
    const DiskDamage& damage = damages[static_cast<size_t>(run - 1) % damages.size()];
    ASSIGN_OR_RETURN(RunResult result, HoldRun(options, damage, run));
    PrintRun(result);
    result.labels.erase("done");  // every run is another
    RETURN_IF_ERROR(results.Add(result));
    if (!options.plan.plant.empty() && results.totals().failed > 0) break;
  }
  return absl::OkStatus();
}

void PrintTable(const Results& results) {
  std::printf("\n%-9s %-7s %-17s %6s %7s\n", "file", "damage", "the server", "runs", "failed");
  for (const auto& [labels, count] : results.by_labels()) {
    std::printf("%-9s %-7s %-17s %6lld %7lld\n", labels.at("file").c_str(), labels.at("damage").c_str(),
                labels.at("outcome").c_str(), static_cast<long long>(count.runs),
                static_cast<long long>(count.failed));
  }
  std::printf("\n%lld runs, %lld failed, %lld changes acknowledged\n",
              static_cast<long long>(results.totals().runs), static_cast<long long>(results.totals().failed),
              static_cast<long long>(results.totals().sum.acknowledged));
}

// With --plant the campaign is the thing under test: catching the bug is success.
int ExitCode(const DamageOptions& options, const Results& results) {
  const bool failed = results.totals().failed > 0;
  if (options.plant.empty()) return failed ? 1 : 0;
  std::printf("planted bug '%s' was %s\n", options.plant.c_str(), failed ? "caught" : "NOT caught");
  return failed ? 0 : 1;
}

}  // namespace

CLI::App* AddDamage(CLI::App& app, DamageOptions& options) {
  CLI::App* damage = app.add_subcommand(
      "damage",
      "flip, cut, delete and swap the files of a killed server; it may serve only what it acknowledged");
  damage->add_option("--bin", options.plan.bin, "folder of the programs")
      ->required()
      ->check(CLI::ExistingDirectory);
  damage->add_option("--runs", options.runs, "how many runs; 20 hold every case once")
      ->check(CLI::PositiveNumber);
  damage->add_option("--seed", options.plan.seed, "of run 0; run n has this plus n");
  damage->add_option("--file", options.file, "only this kind")
      ->check(CLI::IsMember({"WAL", "SST", "MANIFEST", "CURRENT", "witness"}));
  damage->add_option("--plant", options.plant, "run the twin with this bug; exit 0 when it is caught");
  damage->add_option("--results", options.results,
                     "every finished run, one JSON object a line; a file that is there is gone on with");
  damage->add_flag("--keep", options.keep, "keep the folders of good runs too");
  return damage;
}

int RunDamage(const DamageOptions& options) {
  Results results(options.results);
  const absl::Status status = HoldAll(options, DamagesOf(options), results);
  PrintTable(results);
  if (status.ok()) return ExitCode(options, results);
  std::fprintf(stderr, "blangko-campaign: %s\n", status.ToString().c_str());
  return 2;
}

}  // namespace blangko::crash
