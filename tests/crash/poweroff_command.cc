#include "tests/crash/poweroff_command.h"

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "tests/crash/power_run.h"
#include "tests/crash/results.h"
#include "tests/printers/simulated_printer.h"

namespace blangko::crash {
namespace {

// One row of the table: what happened to a card that was hit so.
struct Hit {
  PowerStep step;
  std::string off;
  std::string outcome;
  auto operator<=>(const Hit&) const = default;
};

std::vector<PrinterKind> PrintersOf(const std::string& wanted) {
  if (wanted == "pappl") return {PrinterKind::kPappl};
  if (wanted == "eve") return {PrinterKind::kEve};
  return {PrinterKind::kPappl, PrinterKind::kEve};
}

// The kinds that this machine has; what is missing is said.
std::vector<PrinterKind> KindsHere(const std::string& wanted) {
  std::vector<PrinterKind> kinds = PrintersOf(wanted);
  const std::string missing = printer_sim::EvePrinter::Missing();
  if (missing.empty()) return kinds;
  const auto removed = std::erase(kinds, PrinterKind::kEve);
  if (removed > 0) std::printf("SKIPPED the printer eve: not installed: %s\n", missing.c_str());
  return kinds;
}

// The cases that were asked for, in the order in which they are held.
std::vector<PowerCase> CasesOf(const PoweroffOptions& options) {
  const std::vector<PrinterKind> kinds = KindsHere(options.printer);
  std::vector<PowerCase> cases;
  for (uint64_t i = 0; i < kPowerSteps * kPowerOffs * kinds.size(); ++i) {
    const PowerCase power = PowerCaseOf(i, kinds);
    const bool wanted = (options.step.empty() || options.step == NameOf(power.step)) &&
                        (options.off.empty() || options.off == NameOf(power.off));
    if (wanted) cases.push_back(power);
  }
  return cases;
}

absl::StatusOr<RunResult> HoldRun(const PoweroffOptions& options, const PowerCase& power, int64_t run) {
  PowerPlan plan = options.plan;
  plan.power = power;
  plan.seed += static_cast<uint64_t>(run);
  // The path of a socket is short, and so is that of the folder.
  plan.folder = absl::StrCat(std::filesystem::temp_directory_path().string(), "/bpo-", getpid(), "-", run);
  std::error_code ignored;
  std::filesystem::create_directories(plan.folder, ignored);
  ASSIGN_OR_RETURN(RunResult result, HoldPowerRun(plan));
  result.run = run;
  const bool keep = options.keep || (!result.violations.empty() && plan.plant.empty());
  if (keep) std::printf("      the folder of this run is kept: %s\n", plan.folder.c_str());
  if (!keep) std::filesystem::remove_all(plan.folder, ignored);
  return result;
}

void PrintRun(const RunResult& result) {
  const auto label = [&](const char* name) { return result.labels.at(name).c_str(); };
  std::printf("%5lld %-6s %-12s %-23s %-38s %5lld %7lld %5lld %5.1f  %s\n",
              static_cast<long long>(result.run), label("printer"), label("step"), label("off"),
              label("outcome"), static_cast<long long>(result.cards), static_cast<long long>(result.spoiled),
              static_cast<long long>(result.undecided), result.seconds,
              result.violations.empty() ? "ok" : "FAILED");
  for (const std::string& violation : result.violations) std::printf("      %s\n", violation.c_str());
  std::fflush(stdout);
}

absl::Status HoldAll(const PoweroffOptions& options, const std::vector<PowerCase>& cases, Results& results) {
  std::printf("%5s %-6s %-12s %-23s %-38s %5s %7s %5s %5s  %s\n", "run", "device", "step", "off", "the card",
              "cards", "spoiled", "open", "sec", "result");
  for (int64_t run = 1; run <= options.runs; ++run) {
    if (results.Has(run)) continue;
    const PowerCase& power = cases[static_cast<size_t>(run - 1) % cases.size()];
    ASSIGN_OR_RETURN(const RunResult result, HoldRun(options, power, run));
    PrintRun(result);
    RETURN_IF_ERROR(results.Add(result));
    if (!options.plan.plant.empty() && results.totals().failed > 0) break;
  }
  return absl::OkStatus();
}

PowerStep StepNamed(const std::string& name) {
  for (int i = 0; i < kPowerSteps; ++i) {
    if (NameOf(static_cast<PowerStep>(i)) == name) return static_cast<PowerStep>(i);
  }
  return PowerStep::kPermitted;
}

// By step, in the order of the card's way; in the columns the printers.
std::map<Hit, std::map<std::string, Results::Count>> TableOf(const Results& results) {
  std::map<Hit, std::map<std::string, Results::Count>> table;
  for (const auto& [labels, count] : results.by_labels()) {
    const Hit hit{StepNamed(labels.at("step")), labels.at("off"), labels.at("outcome")};
    table[hit][labels.at("printer")] = count;
  }
  return table;
}

void PrintTable(const Results& results) {
  std::printf("\n%-12s %-23s %-38s %6s %6s %7s\n", "step", "off", "the card", "pappl", "eve", "failed");
  for (const auto& row : TableOf(results)) {
    const auto& hit = row.first;
    const auto& counts = row.second;
    int64_t failed = 0;
    for (const auto& [printer, count] : counts) failed += count.failed;
    const auto runs = [&counts](const char* printer) {
      const auto found = counts.find(printer);
      return found == counts.end() ? 0LL : static_cast<long long>(found->second.runs);
    };
    std::printf("%-12s %-23s %-38s %6lld %6lld %7lld\n", NameOf(hit.step).c_str(), hit.off.c_str(),
                hit.outcome.c_str(), runs("pappl"), runs("eve"), static_cast<long long>(failed));
  }
  const RunResult& sum = results.totals().sum;
  std::printf(
      "\n%lld runs, %lld failed: %lld cards came out well, %lld blanks spoiled, %lld wait for two persons\n",
      static_cast<long long>(results.totals().runs), static_cast<long long>(results.totals().failed),
      static_cast<long long>(sum.cards), static_cast<long long>(sum.spoiled),
      static_cast<long long>(sum.undecided));
}

absl::Status WriteTable(const std::string& path, const Results& results) {
  if (path.empty()) return absl::OkStatus();
  std::ofstream file(path);
  for (const auto& row : TableOf(results)) {
    const auto& hit = row.first;
    const auto& counts = row.second;
    for (const auto& [printer, count] : counts) {
      file << absl::StrCat("{\"step\":\"", NameOf(hit.step), "\",\"off\":\"", hit.off, "\",\"printer\":\"",
                           printer, "\",\"outcome\":\"", hit.outcome, "\",\"runs\":", count.runs,
                           ",\"failed\":", count.failed, "}\n");
    }
  }
  file.close();
  return file ? absl::OkStatus() : absl::UnavailableError("campaign: cannot write " + path);
}

// With --plant the campaign is the thing under test: catching the bug is success.
int ExitCode(const PoweroffOptions& options, const Results& results) {
  const bool failed = results.totals().failed > 0;
  if (options.plant.empty()) return failed ? 1 : 0;
  std::printf("planted bug '%s' was %s\n", options.plant.c_str(), failed ? "caught" : "NOT caught");
  return failed ? 0 : 1;
}

}  // namespace

CLI::App* AddPoweroff(CLI::App& app, PoweroffOptions& options) {
  CLI::App* poweroff = app.add_subcommand(
      "poweroff", "switch printer, station and server off at every step of a card on real IPP printers");
  poweroff->add_option("--bin", options.plan.bin, "folder of the programs")
      ->required()
      ->check(CLI::ExistingDirectory);
  poweroff->add_option("--runs", options.runs, "how many runs; 100 hold every case once")
      ->check(CLI::PositiveNumber);
  poweroff->add_option("--seed", options.plan.seed, "of run 0; run n has this plus n");
  poweroff->add_option("--printer", options.printer, "pappl (our simulator), eve (ippeveprinter) or both")
      ->check(CLI::IsMember({"pappl", "eve", "both"}));
  poweroff->add_option("--step", options.step, "only there, as the table names it");
  poweroff->add_option("--off", options.off, "only this, as the table names it");
  poweroff->add_option("--plant", options.plant, "run the twins with this bug; exit 0 when it is caught");
  poweroff->add_option("--results", options.results,
                       "every finished run, one JSON object a line; a file that is there is gone on with");
  poweroff->add_option("--json", options.json, "the table at the end, one JSON object a line");
  poweroff->add_flag("--keep", options.keep, "keep the folders of good runs too");
  return poweroff;
}

int RunPoweroff(const PoweroffOptions& options) {
  const std::vector<PowerCase> cases = CasesOf(options);
  if (cases.empty()) {
    std::fprintf(stderr, "blangko-campaign: there is no such case\n");
    return 2;
  }
  Results results(options.results);
  absl::Status status = HoldAll(options, cases, results);
  PrintTable(results);
  if (status.ok()) status = WriteTable(options.json, results);
  if (status.ok()) return ExitCode(options, results);
  std::fprintf(stderr, "blangko-campaign: %s\n", status.ToString().c_str());
  return 2;
}

}  // namespace blangko::crash
