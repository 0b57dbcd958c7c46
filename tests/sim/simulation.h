// Simulation: one seed, one run. Offices, stations and people do what the seed says while calls fail; the invariants
// are checked all along and against the physical world at the end. The same seed gives the same run on every machine.
//
// Threads: one.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "storage/store.h"

namespace blangko::sim {

struct SimResult {
  std::string violation;  // the first rule that was broken; empty = none
  int64_t ops = 0;
  int64_t cards = 0;  // that came out
  int crashes = 0;
  int lost_replies = 0;
  int repeats = 0;
  std::string digest;  // of the store's final state: equal for equal seeds
};

// `at_end` may look at the store that the run left.
SimResult RunSeed(uint64_t seed, int64_t ops, const std::function<void(storage::Store&)>& at_end = {});

}  // namespace blangko::sim
