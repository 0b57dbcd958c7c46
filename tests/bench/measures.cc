#include "tests/bench/measures.h"

namespace blangko::bench {

const std::vector<LoadPlan>& LoadPlans() {
  static const std::vector<LoadPlan> kPlans = {
      {"enqueue, 1 client", Work::kEnqueue, 1, 1, 0.25},
      {"enqueue, 8 clients", Work::kEnqueue, 8, 1, 1},
      {"enqueue, 64 clients", Work::kEnqueue, 64, 1, 1},
      {"enqueue by 100, 1 client", Work::kEnqueue, 1, 100, 2},
      {"enqueue by 100, 8 clients", Work::kEnqueue, 8, 100, 4},
      {"import", Work::kImport, 1, 1'000'000'000, 50},
      {"cycle, 1 client", Work::kCycle, 1, 1, 0.25},
      {"cycle, 8 clients", Work::kCycle, 8, 1, 1},
      {"cycle, 64 clients", Work::kCycle, 64, 1, 1},
      {"cycle by 50, 8 clients", Work::kCycle, 8, 50, 4},
      {"cycle in three calls, 1 client", Work::kThreeCalls, 1, 1, 0.125},
      {"cycle in three calls, 8 clients", Work::kThreeCalls, 8, 1, 0.5},
      {"cycle in three calls, 64 clients", Work::kThreeCalls, 64, 1, 0.5},
  };
  return kPlans;
}

const std::vector<RatioPlan>& RatioPlans() {
  static const std::vector<RatioPlan> kPlans = {
      {"enqueue, 64 clients", "postgresql", 1.0, 1.6},
      {"enqueue by 100, 8 clients", "postgresql", 0.8, 1.4},
      {"enqueue, 1 client", "postgresql", 0.5, 0.65},
      {"import", "postgresql", 0.4, 1.0},
      {"cycle by 50, 8 clients", "postgresql", 1.2, 2.0},
      {"cycle, 64 clients", "postgresql", 2.0, 4.0},
      {"cycle, 8 clients", "postgresql", 1.0, 1.7},
      {"cycle, 1 client", "postgresql", 0.8, 1.05},
      {"cycle by 50, 8 clients", "rocksdb", 0.3, 0.5},
      {"cycle, 64 clients", "rocksdb", 0.3, 0.5},
  };
  return kPlans;
}

}  // namespace blangko::bench
