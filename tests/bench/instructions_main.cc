// blangko-instructions: runs one step of a job's life over the memory store, again and again, for valgrind to count. What is
// counted is what happens inside CountedStep; the line is filled outside of it.
//
//   valgrind --tool=callgrind --toggle-collect='*CountedStep*' blangko-instructions STEP
//
// Prints how many jobs the counted part did.
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/functional/function_ref.h"
#include "storage/memory/memory_store.h"
#include "tests/bench/domain_office.h"

namespace blangko::bench {

// By this name the counting is switched on and off.
__attribute__((noinline)) void CountedStep(absl::FunctionRef<void()> step) { step(); }

namespace {

constexpr int64_t kWaiting = 1000;
constexpr int kSteps = 200;
constexpr int kExchanges = 8;

int64_t CountEnqueue(DomainOffice& office) {
  for (int i = 0; i < kSteps; ++i) {
    const DomainOffice::Create applicant = office.NextApplicant();
    CountedStep([&] { office.Enqueue(applicant); });
  }
  return kSteps;
}

int64_t CountGrant(DomainOffice& office) {
  for (int i = 0; i < kSteps; ++i) {
    DomainOffice::Jobs jobs;
    CountedStep([&] {
      jobs = office.Pull();
      office.Start(jobs);
    });
    office.Report(jobs);
  }
  return kSteps;
}

int64_t CountOutcome(DomainOffice& office) {
  for (int i = 0; i < kSteps; ++i) {
    const DomainOffice::Jobs jobs = office.Pull();
    office.Start(jobs);
    CountedStep([&] { office.Report(jobs); });
  }
  return kSteps;
}

int64_t CountExchange(DomainOffice& office) {
  int64_t done = 0;
  DomainOffice::Jobs jobs = office.Run(office.NextExchange({}, 50));
  for (int i = 0; i < kExchanges; ++i) {
    done += static_cast<int64_t>(jobs.size());
    const DomainOffice::Exchange exchange = office.NextExchange(jobs, 50);
    CountedStep([&] { jobs = office.Run(exchange); });
  }
  return done;
}

int Count(const std::function<int64_t(DomainOffice&)>& step) {
  storage::MemoryStore store({.seed = 17, .max_runs = 1});
  DomainOffice office(store);
  office.Enqueue(kWaiting);
  const int64_t jobs = step(office);
  if (!office.status().ok()) {
    std::fprintf(stderr, "blangko-instructions: %s\n", office.status().ToString().c_str());
    return 1;
  }
  std::printf("%lld\n", static_cast<long long>(jobs));
  return 0;
}

}  // namespace
}  // namespace blangko::bench

int main(int argc, char** argv) {
  using blangko::bench::Count;
  CLI::App app("Runs one step of a job's life over the memory store, for valgrind to count.");
  int code = 0;
  app.add_subcommand("enqueue")->callback([&] { code = Count(blangko::bench::CountEnqueue); });
  app.add_subcommand("grant_and_start")->callback([&] { code = Count(blangko::bench::CountGrant); });
  app.add_subcommand("outcome")->callback([&] { code = Count(blangko::bench::CountOutcome); });
  app.add_subcommand("exchange_of_50")->callback([&] { code = Count(blangko::bench::CountExchange); });
  app.require_subcommand(1);
  CLI11_PARSE(app, argc, argv);
  return code;
}
