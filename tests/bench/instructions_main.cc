// blangko-instructions: runs one step of a job's life over the memory store, again and again, for valgrind to count. What is
// counted is what happens inside CountedStep; the line is filled outside of it.
//
//   valgrind --tool=callgrind --toggle-collect='*CountedStep*' blangko-instructions STEP
//
// Prints how many jobs the counted part did; with --rows instead what it read and wrote for one job.
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/functional/function_ref.h"
#include "storage/memory/memory_store.h"
#include "tests/bench/counting_store.h"
#include "tests/bench/domain_office.h"

namespace blangko::bench {

// By this name the counting of instructions is switched on and off.
__attribute__((noinline)) void CountedStep(absl::FunctionRef<void()> step) { step(); }

namespace {

// The office of one count; with --rows its store counts too.
struct Bench {
  explicit Bench(bool rows) : office(rows ? static_cast<storage::Store&>(counting) : memory) {}

  void Step(absl::FunctionRef<void()> step) {
    counting.Count(true);
    CountedStep(step);
    counting.Count(false);
  }

  storage::MemoryStore memory{{.seed = 17, .max_runs = 1}};
  CountingStore counting{memory};
  DomainOffice office;
};

constexpr int64_t kWaiting = 1000;
constexpr int kSteps = 200;
constexpr int kExchanges = 8;

int64_t CountEnqueue(Bench& bench) {
  DomainOffice& office = bench.office;
  for (int i = 0; i < kSteps; ++i) {
    const DomainOffice::Create applicant = office.NextApplicant();
    bench.Step([&] { office.Enqueue(applicant); });
  }
  return kSteps;
}

int64_t CountGrant(Bench& bench) {
  DomainOffice& office = bench.office;
  for (int i = 0; i < kSteps; ++i) {
    DomainOffice::Jobs jobs;
    bench.Step([&] {
      jobs = office.Pull();
      office.Start(jobs);
    });
    office.Report(jobs);
  }
  return kSteps;
}

int64_t CountOutcome(Bench& bench) {
  DomainOffice& office = bench.office;
  for (int i = 0; i < kSteps; ++i) {
    const DomainOffice::Jobs jobs = office.Pull();
    office.Start(jobs);
    bench.Step([&] { office.Report(jobs); });
  }
  return kSteps;
}

int64_t CountExchanges(Bench& bench, int batch, int exchanges) {
  DomainOffice& office = bench.office;
  int64_t done = 0;
  DomainOffice::Jobs jobs = office.Run(office.NextExchange({}, batch));
  for (int i = 0; i < exchanges; ++i) {
    done += static_cast<int64_t>(jobs.size());
    const DomainOffice::Exchange exchange = office.NextExchange(jobs, batch);
    bench.Step([&] { jobs = office.Run(exchange); });
  }
  return done;
}

int64_t CountSingleExchange(Bench& bench) { return CountExchanges(bench, 1, kSteps); }

int64_t CountExchange(Bench& bench) { return CountExchanges(bench, 50, kExchanges); }

void PrintRows(const RowCounts& counts, int64_t jobs) {
  const auto each = [&](int64_t count) { return static_cast<double>(count) / static_cast<double>(jobs); };
  std::printf("%8.2f %8.2f %14.1f %10.1f %8.1f %8.0f\n", each(counts.closures), each(counts.views),
              each(counts.read_in_closures), each(counts.read_in_views), each(counts.written),
              each(counts.bytes_written));
  for (const auto& [table, rows] : counts.tables)
    std::printf("  table 0x%02x %8.2f read %8.2f written\n", table, each(rows.read), each(rows.written));
}

int Count(const std::function<int64_t(Bench&)>& step, bool rows) {
  Bench bench(rows);
  bench.office.Enqueue(kWaiting);
  const int64_t jobs = step(bench);
  if (!bench.office.status().ok()) {
    std::fprintf(stderr, "blangko-instructions: %s\n", bench.office.status().ToString().c_str());
    return 1;
  }
  if (rows) PrintRows(bench.counting.counts(), jobs);
  if (!rows) std::printf("%lld\n", static_cast<long long>(jobs));
  return 0;
}

}  // namespace
}  // namespace blangko::bench

int main(int argc, char** argv) {
  using blangko::bench::Count;
  CLI::App app("Runs one step of a job's life over the memory store, for valgrind to count.");
  int code = 0;
  bool rows = false;
  app.add_flag("--rows", rows, "what a job reads and writes, instead");
  app.add_subcommand("enqueue")->callback([&] { code = Count(blangko::bench::CountEnqueue, rows); });
  app.add_subcommand("grant_and_start")->callback([&] { code = Count(blangko::bench::CountGrant, rows); });
  app.add_subcommand("outcome")->callback([&] { code = Count(blangko::bench::CountOutcome, rows); });
  app.add_subcommand("exchange_of_1")->callback([&] {
    code = Count(blangko::bench::CountSingleExchange, rows);
  });
  app.add_subcommand("exchange_of_50")->callback([&] { code = Count(blangko::bench::CountExchange, rows); });
  app.require_subcommand(1);
  CLI11_PARSE(app, argc, argv);
  return code;
}
