// blangko-sim: runs the simulation over many seeds. A failing seed is printed and is the reproduction.
#include <CLI/CLI.hpp>
#include <cinttypes>
#include <cstdio>

#include "base/hash.h"
#include "base/log.h"
#include "tests/sim/simulation.h"

int main(int argc, char** argv) {
  CLI::App app("Simulates offices, stations and faults; every seed is one run");
  uint64_t seeds = 20;
  uint64_t first_seed = 1;
  int64_t ops = 2000;
  app.add_option("--seeds", seeds, "how many seeds to run");
  app.add_option("--ops", ops, "operations of each run");
  app.add_option("--first-seed", first_seed, "the first seed");
  CLI11_PARSE(app, argc, argv);
  blangko::InitCrypto();
  blangko::SetLogLevel(blangko::LogLevel::kError);
  uint64_t failed = 0;
  for (uint64_t seed = first_seed; seed < first_seed + seeds; ++seed) {
    const blangko::sim::SimResult result = blangko::sim::RunSeed(seed, ops);
    std::printf("seed %" PRIu64 ": %s  ops %" PRId64 " cards %" PRId64
                " crashes %d lost %d repeated %d state %s\n",
                seed, result.violation.empty() ? "ok" : result.violation.c_str(), result.ops, result.cards,
                result.crashes, result.lost_replies, result.repeats, result.digest.c_str());
    if (!result.violation.empty()) ++failed;
  }
  std::printf("%" PRIu64 " passed, %" PRIu64 " failed\n", seeds - failed, failed);
  return failed == 0 ? 0 : 1;
}
