// The domain library over the memory store: what one step of a job's life takes.
#include "benchmark/benchmark.h"
#include "storage/memory/memory_store.h"
#include "tests/bench/domain_office.h"

namespace blangko::bench {
namespace {

void CheckSteps(benchmark::State& state, const DomainOffice& office) {
  if (!office.status().ok()) state.SkipWithError("a step was refused");
}

void EnterAPerson(benchmark::State& state) {
  storage::MemoryStore store({.seed = 1, .max_runs = 1});
  DomainOffice office(store);
  for (auto _ : state) {
    state.PauseTiming();
    const DomainOffice::Create applicant = office.NextApplicant();
    state.ResumeTiming();
    office.Enqueue(applicant);
  }
  CheckSteps(state, office);
}
BENCHMARK(EnterAPerson)->Iterations(5'000);

void PullStartReport(benchmark::State& state) {
  storage::MemoryStore store({.seed = 1, .max_runs = 1});
  DomainOffice office(store);
  office.Enqueue(static_cast<int64_t>(state.max_iterations));
  for (auto _ : state) {
    const DomainOffice::Jobs jobs = office.Pull();
    office.Start(jobs);
    office.Report(jobs);
  }
  CheckSteps(state, office);
}
BENCHMARK(PullStartReport)->Iterations(5'000);

// Items are jobs.
void ExchangeOfFifty(benchmark::State& state) {
  storage::MemoryStore store({.seed = 1, .max_runs = 1});
  DomainOffice office(store);
  office.Enqueue(static_cast<int64_t>(50 * (state.max_iterations + 1)));
  DomainOffice::Jobs jobs = office.Run(office.NextExchange({}, 50));
  int64_t done = 0;
  for (auto _ : state) {
    done += static_cast<int64_t>(jobs.size());
    jobs = office.Run(office.NextExchange(jobs, 50));
  }
  state.SetItemsProcessed(done);
  CheckSteps(state, office);
}
BENCHMARK(ExchangeOfFifty)->Iterations(100);

}  // namespace
}  // namespace blangko::bench
