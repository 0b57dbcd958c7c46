#include "tests/bench/overload.h"

#include <algorithm>
#include <cstdio>
#include <span>

#include "base/status_macros.h"
#include "tests/bench/calm.h"
#include "tests/bench/cpu_meter.h"

namespace blangko::bench {
namespace {

using Sizes = std::array<int, kCallers>;

constexpr Sizes kMix = {64, 32, 8};
constexpr int kPoolTimes = 8;
constexpr double kTapTimes = 4;
constexpr double kPeakShare = 1.0 / 6;
constexpr int kConnections = 16;
// Before anything was measured.
constexpr double kCyclesPerSecondAtFirst = 10'000;
constexpr int64_t kLineReserve = 2'000;

Sizes Scaled(int numerator, int denominator) {
  Sizes sizes = kMix;
  for (int& size : sizes) size = size * numerator / denominator;
  return sizes;
}

void Print(std::string_view name, const OverloadRun& run) {
  std::fprintf(stderr, "%-22s %7.0f/s  outcomes p50 %7.0f us p99 %8.0f us  refused",
               std::string(name).c_str(), run.point.PerSecond(), run.point.p50_us, run.point.p99_us);
  for (size_t kind = 0; kind < kAskedKinds; ++kind) {
    const auto asked = static_cast<Asked>(kind);
    std::fprintf(stderr, " %s %lld/%lld", NameOf(asked), static_cast<long long>(run.counts.refused(asked)),
                 static_cast<long long>(run.counts.refused(asked) + run.counts.answered(asked)));
  }
  std::fprintf(stderr, "  memory %.0f MB (heap and stacks %.0f, threads %lld)  others %3.0f %%\n",
               static_cast<double>(run.memory.resident) / 1e6,
               static_cast<double>(run.memory.anonymous) / 1e6, static_cast<long long>(run.memory.threads),
               100 * run.point.cpu.others);
}

}  // namespace

absl::Status Overload::Run() {
  RETURN_IF_ERROR(Open());
  RETURN_IF_ERROR(FindPeak());
  RETURN_IF_ERROR(MeasurePeak());
  for (int repeat = 0; repeat < options_.repeats; ++repeat) {
    RETURN_IF_ERROR(MeasureOverload());
    RETURN_IF_ERROR(MeasurePeak());
  }
  return absl::OkStatus();
}

absl::Status Overload::Open() {
  const Sizes pool = Scaled(kPoolTimes, 1);
  ASSIGN_OR_RETURN(office_, OfficeUnderLoad::Open(options_.program, pool[0]));
  std::vector<Channel> channels;
  for (int i = 0; i < kConnections; ++i) channels.push_back(office_->NewChannel());
  const auto channel = [&](int i) -> const Channel& {
    return channels[static_cast<size_t>(i % kConnections)];
  };
  for (int i = 0; i < pool[0]; ++i) {
    clients_[0].push_back(NewStationClient(channel(i), office_->stations()[static_cast<size_t>(i)]));
  }
  for (int i = 0; i < pool[1]; ++i) clients_[1].push_back(NewDeskClient(channel(i), *office_));
  for (int i = 0; i < pool[2]; ++i) clients_[2].push_back(NewReaderClient(channel(i)));
  return FillFor(
      options_.seconds);  // a long list from the beginning, so that caches are full before memory is compared
}

// So that the line does not run dry, whatever the stations do in that time.
absl::Status Overload::FillFor(double seconds) {
  const double rate = cycles_per_second_ > 0 ? 1.5 * cycles_per_second_ : kCyclesPerSecondAtFirst;
  const int64_t wanted = static_cast<int64_t>(rate * seconds) + kLineReserve;
  if (waiting_ >= wanted) return absl::OkStatus();
  RETURN_IF_ERROR(office_->Fill(wanted - waiting_));
  waiting_ = wanted;
  return absl::OkStatus();
}

std::vector<TapClient*> Overload::Clients(const Sizes& sizes) const {
  std::vector<TapClient*> clients;
  for (size_t caller = 0; caller < kCallers; ++caller) {
    for (int i = 0; i < sizes[caller]; ++i) clients.push_back(clients_[caller][static_cast<size_t>(i)].get());
  }
  return clients;
}

absl::StatusOr<OverloadRun> Overload::Measure(std::string_view name, const Sizes& sizes, TapPlan plan) {
  RETURN_IF_ERROR(FillFor(absl::ToDoubleSeconds(plan.lasts)));
  WaitForCalm();
  OverloadRun run;
  plan.every_second = [&] { run.memory = Most(run.memory, MemoryOf(office_->server_pid())); };
  const std::vector<TapClient*> clients = Clients(sizes);
  const CpuMeter meter(office_->server_pid());
  ASSIGN_OR_RETURN(TapRun tap, RunTap(clients, plan));
  plan.every_second();
  run.point = PointOf(tap.counts.OutcomeTally(tap.seconds), meter.Read());
  run.counts = std::move(tap.counts);
  // Each call of a station took a job at most; people who were entered after the tap was closed are not counted on.
  waiting_ += run.counts.answered(Asked::kPeople) - run.counts.answered(Caller::kStation) - sizes[0];
  cycles_per_second_ = std::max(
      cycles_per_second_, static_cast<double>(run.counts.answered(Caller::kStation)) / run.point.seconds);
  Print(name, run);
  return run;
}

absl::Status Overload::FindPeak() {
  double most = 0;
  for (const Sizes& sizes : {Scaled(1, 2), Scaled(1, 1), Scaled(2, 1)}) {
    const std::string name = "peak? " + std::to_string(sizes[0]) + " stations";
    ASSIGN_OR_RETURN(const OverloadRun run,
                     Measure(name, sizes, {.lasts = absl::Seconds(kPeakShare * options_.seconds)}));
    if (run.point.PerSecond() <= most) continue;
    most = run.point.PerSecond();
    peak_sizes_ = sizes;
  }
  return most > 0 ? absl::OkStatus() : absl::InternalError("bench: nothing was done at any size of the mix");
}

absl::Status Overload::MeasurePeak() {
  ASSIGN_OR_RETURN(OverloadRun run,
                   Measure("peak", peak_sizes_, {.lasts = absl::Seconds(kPeakShare * options_.seconds)}));
  runs_.push_back(std::move(run));
  return absl::OkStatus();
}

absl::Status Overload::MeasureOverload() {
  TapPlan plan{.lasts = absl::Seconds(options_.seconds)};
  const OverloadRun& peak = runs_.back();
  for (size_t caller = 0; caller < kCallers; ++caller) {
    const auto answered = static_cast<double>(peak.counts.answered(static_cast<Caller>(caller)));
    plan.per_second[caller] = kTapTimes * answered / peak.point.seconds;
  }
  ASSIGN_OR_RETURN(OverloadRun run, Measure("overload", Scaled(kPoolTimes, 1), plan));
  run.overload = true;
  runs_.push_back(std::move(run));
  return absl::OkStatus();
}

}  // namespace blangko::bench
