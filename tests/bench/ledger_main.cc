// blangko-ledger: what the equation and the stock card of an office cost with a short and with a long ledger, asked in turn
// in the same run. Exits with 1 when a measure misses its floor.
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/status_macros.h"
#include "tests/bench/ledger_office.h"
#include "tests/bench/measures.h"
#include "tests/bench/report.h"
#include "tests/support/grpc_call.h"

namespace blangko::bench {
namespace {

constexpr double kFloor = 1.5;  // of the cost with many entries against that with few
constexpr double kGoal = 1.3;

struct Options {
  int64_t few = 10'000;
  int64_t many = 1'000'000;
  int repeats = 21;
  int asks = 8;  // one after the other, in each turn
  std::string json;
};

struct Question {
  const char* name;
  absl::Status (LedgerOffice::*ask)();
};

constexpr Question kQuestions[] = {
    {"equation of an office", &LedgerOffice::AskEquation},
    {"equation of an office in the past", &LedgerOffice::AskPastEquation},
    {"newest page of movements", &LedgerOffice::AskNewestPage},
    {"page of movements in the middle", &LedgerOffice::AskMiddlePage},
    {"stock card of a month, issued and drawn", &LedgerOffice::AskStockCard},
    {"stock at a date", &LedgerOffice::AskStockAt},
};

// Milliseconds of one asking: by the clock, and of processors, node and client together. The latter moves less when others
// are at work, and is judged.
struct Cost {
  double wall = 0;
  double processor = 0;
};

double ProcessorMilliseconds() {
  rusage used = {};
  getrusage(RUSAGE_SELF, &used);
  return absl::ToDoubleMilliseconds(absl::DurationFromTimeval(used.ru_utime) +
                                    absl::DurationFromTimeval(used.ru_stime));
}

absl::StatusOr<Cost> CostOf(LedgerOffice& office, const Question& question, int asks) {
  const SteadyClock clock;
  const absl::Time begin = clock.Now();
  const double used = ProcessorMilliseconds();
  for (int i = 0; i < asks; ++i) RETURN_IF_ERROR((office.*question.ask)());
  return Cost{absl::ToDoubleMilliseconds(clock.Now() - begin) / asks,
              (ProcessorMilliseconds() - used) / asks};
}

// Costs of the same questions to one office.
struct Costs {
  std::vector<double> wall, processor;

  void Add(const Cost& cost) {
    wall.push_back(cost.wall);
    processor.push_back(cost.processor);
  }
};

void Print(const char* name, const Costs& few, const Costs& many) {
  std::printf("%-42s", name);
  for (const Costs* costs : {&few, &many}) {
    const Spread processor = SpreadOf(costs->processor);
    std::printf(" %7.3f (%.3f..%.3f) wall %.3f", processor.median, processor.low, processor.high,
                SpreadOf(costs->wall).median);
  }
  std::printf("\n");
  std::fflush(stdout);
}

absl::StatusOr<Verdict> Measure(LedgerOffice& few, LedgerOffice& many, const Question& question,
                                const Options& options) {
  Costs with_few, with_many;
  std::vector<double> ratios;
  for (int repeat = 0; repeat < options.repeats; ++repeat) {
    ASSIGN_OR_RETURN(const Cost short_one, CostOf(few, question, options.asks));
    ASSIGN_OR_RETURN(const Cost long_one, CostOf(many, question, options.asks));
    with_few.Add(short_one);
    with_many.Add(long_one);
    ratios.push_back(long_one.processor / short_one.processor);
  }
  Print(question.name, with_few, with_many);
  std::sort(ratios.begin(), ratios.end());
  Verdict verdict{.measure = question.name, .floor = kFloor, .goal = kGoal, .less_is_better = true};
  verdict.value = {.median = SpreadOf(with_many.processor).median / SpreadOf(with_few.processor).median,
                   .low = ratios[ratios.size() / 4],
                   .high = ratios[ratios.size() * 3 / 4]};
  return verdict;
}

// Whether every floor was reached.
absl::StatusOr<bool> Run(const Options& options) {
  ASSIGN_OR_RETURN(const auto few, LedgerOffice::Open(options.few));
  ASSIGN_OR_RETURN(const auto many, LedgerOffice::Open(options.many));
  std::printf("%-42s %lld entries, %lld entries: ms of processors (lowest..highest of %d), ms by the clock\n",
              "one asking", static_cast<long long>(options.few), static_cast<long long>(options.many),
              options.repeats);
  std::vector<Verdict> verdicts;
  for (const Question& question : kQuestions) {
    ASSIGN_OR_RETURN(const Verdict verdict, Measure(*few, *many, question, options));
    verdicts.push_back(verdict);
  }
  PrintVerdicts(verdicts);
  if (!options.json.empty()) RETURN_IF_ERROR(WriteFile(options.json, JsonOf(verdicts)));
  return std::all_of(verdicts.begin(), verdicts.end(), [](const Verdict& verdict) { return verdict.ok(); });
}

}  // namespace
}  // namespace blangko::bench

int main(int argc, char** argv) {
  CLI::App app("Measures equation and stock card of an office with a short and a long ledger, in turn.");
  blangko::bench::Options options;
  app.add_option("--few", options.few, "entries of the short ledger")->check(CLI::Range(2'000, 1'000'000));
  app.add_option("--many", options.many, "entries of the long one")->check(CLI::Range(2'000, 10'000'000));
  app.add_option("--repeat", options.repeats, "turns")->check(CLI::Range(3, 25));
  app.add_option("--json", options.json, "one JSON object per line");
  CLI11_PARSE(app, argc, argv);
  const absl::StatusOr<bool> reached = blangko::bench::Run(options);
  if (!reached.ok())
    std::fprintf(stderr, "blangko-ledger: %s\n", blangko::support::Brief(reached.status()).c_str());
  return reached.ok() && *reached ? 0 : 1;
}
