#include "tests/bench/comparison.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "tests/bench/calm.h"

namespace blangko::bench {
namespace {

constexpr char kOwn[] = "blangko";

Load LoadOf(const LoadPlan& plan, int64_t jobs) {
  const auto scaled = static_cast<int64_t>(std::llround(plan.size * static_cast<double>(jobs)));
  const int64_t count = std::max<int64_t>(scaled, plan.clients);
  return {.clients = plan.clients,
          .batch = static_cast<int>(std::min<int64_t>(plan.batch, count)),
          .jobs = count};
}

void PrintPoint(const std::string& load, const std::string& peer, const Point& point) {
  std::fprintf(stderr, "%-34s %-12s %10.0f/s  p50 %8.0f us  server %6.0f us/job  others %3.0f %%\n",
               load.c_str(), peer.c_str(), point.PerSecond(), point.p50_us, point.ServerMicros(),
               100 * point.cpu.others);
}

// Of medians; its spread is that of the runs, each against its neighbour in time.
Spread RatioOf(const Series& own, const Series& other) {
  const Spread a = own.PerSecond();
  const Spread b = other.PerSecond();
  if (b.median <= 0) return {};
  return {.median = a.median / b.median, .low = a.low / b.high, .high = a.high / b.low};
}

}  // namespace

absl::Status Comparison::StartPeers() {
  for (const auto& peer : peers_) {
    const absl::Status started = peer->Start();
    if (absl::IsUnimplemented(started)) {
      skipped_[peer->name()] = std::string(started.message());
    } else {
      RETURN_IF_ERROR(started);
    }
  }
  return absl::OkStatus();
}

absl::Status Comparison::Run() {
  RETURN_IF_ERROR(StartPeers());
  for (int repeat = 0; repeat < options_.repeats; ++repeat) {
    for (const LoadPlan& plan : LoadPlans()) {
      if (!Wanted(plan.name)) continue;
      for (const auto& peer : peers_) {
        if (!skipped_.contains(peer->name())) RETURN_IF_ERROR(RunOnce(plan, *peer));
      }
    }
  }
  return absl::OkStatus();
}

absl::Status Comparison::RunOnce(const LoadPlan& plan, Peer& peer) {
  const Load load = LoadOf(plan, options_.jobs);
  absl::Status prepared = peer.Prepare(plan.work, load);
  if (absl::IsUnimplemented(prepared)) return absl::OkStatus();
  RETURN_IF_ERROR(prepared);
  WaitForCalm();
  const absl::StatusOr<Point> point = peer.Run(plan.work, load);
  if (absl::IsUnimplemented(point.status())) return absl::OkStatus();
  if (!point.ok()) {
    return absl::Status(point.status().code(),
                        absl::StrCat(plan.name, ", ", peer.name(), ": ", point.status().message()));
  }
  if (point->jobs != load.jobs) {
    return absl::InternalError(
        absl::StrCat(plan.name, ", ", peer.name(), ": did ", point->jobs, ", want ", load.jobs));
  }
  PrintPoint(plan.name, peer.name(), *point);
  series_[{plan.name, peer.name()}].Add(*point);
  return absl::OkStatus();
}

Verdict Comparison::Judge(const RatioPlan& plan) const {
  Verdict verdict{
      .measure = absl::StrCat(plan.load, " / ", plan.peer), .floor = plan.floor, .goal = plan.goal};
  const auto own = series_.find({plan.load, kOwn});
  const auto other = series_.find({plan.load, plan.peer});
  if (own == series_.end() || other == series_.end()) {
    const auto why = skipped_.find(plan.peer);
    verdict.skipped = why == skipped_.end() ? "not measured" : why->second;
    return verdict;
  }
  verdict.value = RatioOf(own->second, other->second);
  verdict.doubtful = own->second.doubtful() || other->second.doubtful();
  return verdict;
}

std::vector<Verdict> Comparison::verdicts() const {
  std::vector<Verdict> verdicts;
  for (const RatioPlan& plan : RatioPlans()) {
    if (Wanted(plan.load)) verdicts.push_back(Judge(plan));
  }
  return verdicts;
}

}  // namespace blangko::bench
