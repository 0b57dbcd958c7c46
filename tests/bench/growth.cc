#include "tests/bench/growth.h"

#include <csignal>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "tests/bench/beanstalk_server.h"
#include "tests/bench/calm.h"
#include "tests/bench/cpu_meter.h"
#include "tests/bench/list_reader.h"
#include "tests/bench/office_peer.h"

namespace blangko::bench {
namespace {

constexpr int kStations = 8;
constexpr int kBatch = 50;

constexpr char kFew[] = "few waiting";
constexpr char kMany[] = "many waiting";
constexpr char kListed[] = "many waiting, a list being read";
constexpr char kFresh[] = "few waiting, later";
constexpr char kDrained[] = "few waiting, many printed";

absl::StatusOr<double> BeanstalkSeconds(int64_t jobs) {
  ASSIGN_OR_RETURN(const auto server, BeanstalkServer::Open());
  RETURN_IF_ERROR(server->Start(false));
  RETURN_IF_ERROR(server->Fill(jobs));
  server->Stop(SIGKILL);
  const SteadyClock clock;
  const absl::Time begin = clock.Now();
  RETURN_IF_ERROR(server->Start(true));
  RETURN_IF_ERROR(server->ReserveOne());
  return absl::ToDoubleSeconds(clock.Now() - begin);
}

}  // namespace

absl::Status Growth::Run() {
  RETURN_IF_ERROR(Fill());
  RETURN_IF_ERROR(MeasureWaiting());
  RETURN_IF_ERROR(MeasureRestart());
  return MeasureDrained();
}

absl::Status Growth::Fill() {
  ASSIGN_OR_RETURN(small_, OfficeUnderLoad::Open(options_.program, kStations));
  ASSIGN_OR_RETURN(large_, OfficeUnderLoad::Open(options_.program, kStations));
  RETURN_IF_ERROR(small_->Fill(options_.few));
  return large_->Fill(options_.many);
}

// As many come in as will be printed, so that the line keeps its length.
absl::Status Growth::Measure(OfficeUnderLoad& office, const std::string& name) {
  RETURN_IF_ERROR(office.Fill(options_.jobs));
  WaitForCalm();
  ASSIGN_OR_RETURN(const Point point,
                   RunExchange(office, {.clients = kStations, .batch = kBatch, .jobs = options_.jobs}));
  std::fprintf(stderr, "%-34s %10.0f/s  others %3.0f %%\n", name.c_str(), point.PerSecond(),
               100 * point.cpu.others);
  series_[name].Add(point);
  return absl::OkStatus();
}

absl::Status Growth::MeasureWaiting() {
  for (int repeat = 0; repeat < options_.repeats; ++repeat) {
    RETURN_IF_ERROR(Measure(*small_, kFew));
    RETURN_IF_ERROR(Measure(*large_, kMany));
    const ListReader reader(large_->NewChannel());
    RETURN_IF_ERROR(Measure(*large_, kListed));
    if (reader.pages() == 0) return absl::InternalError("bench: nobody read the list");
  }
  Judge(absl::StrCat("a job, ", options_.many, " waiting against ", options_.few), kMany, kFew, 1.15, 1.05);
  Judge("a job, a long list being read", kListed, kMany, 1.3, 1.1);
  return absl::OkStatus();
}

absl::StatusOr<double> Growth::SecondsToFirstGrant() {
  large_->Kill();
  const SteadyClock clock;
  const absl::Time begin = clock.Now();
  RETURN_IF_ERROR(large_->Start());
  ASSIGN_OR_RETURN(const Point point, RunExchange(*large_, {.clients = 1, .batch = 1, .jobs = 1}));
  static_cast<void>(point);  // the grant came, and its outcome went
  return absl::ToDoubleSeconds(clock.Now() - begin);
}

absl::Status Growth::MeasureRestart() {
  std::vector<double> seconds;
  for (int repeat = 0; repeat < options_.repeats; ++repeat) {
    ASSIGN_OR_RETURN(const double own, SecondsToFirstGrant());
    seconds.push_back(own);
  }
  const Spread own = SpreadOf(seconds);
  std::printf("\nfirst grant after SIGKILL with %lld waiting: %.2f s (%.2f..%.2f), resident %.0f MB\n",
              static_cast<long long>(options_.many), own.median, own.low, own.high,
              static_cast<double>(ResidentBytes(large_->server_pid())) / 1e6);
  Verdict verdict{.measure = "first grant after SIGKILL / beanstalkd", .floor = 0.5, .goal = 0.2};
  verdict.less_is_better = true;
  verdict.doubtful = series_[kMany].doubtful();  // of the same minutes
  const absl::StatusOr<double> other = BeanstalkSeconds(options_.many);
  if (absl::IsUnimplemented(other.status())) {
    verdict.skipped = std::string(other.status().message());
  } else {
    RETURN_IF_ERROR(other.status());
    std::printf("beanstalkd: %.2f s\n", *other);
    verdict.value = {.median = own.median / *other, .low = own.low / *other, .high = own.high / *other};
  }
  verdicts_.push_back(verdict);
  return absl::OkStatus();
}

absl::Status Growth::MeasureDrained() {
  const Load all{.clients = kStations, .batch = kBatch, .jobs = options_.many - options_.few};
  RETURN_IF_ERROR(RunExchange(*large_, all).status());
  for (int repeat = 0; repeat < options_.repeats; ++repeat) {
    RETURN_IF_ERROR(Measure(*small_, kFresh));
    RETURN_IF_ERROR(Measure(*large_, kDrained));
  }
  Judge(absl::StrCat("a job, after ", options_.many, " printed against few"), kDrained, kFresh, 1.15, 1.05);
  return absl::OkStatus();
}

void Growth::Judge(const std::string& measure, const std::string& slow, const std::string& fast, double floor,
                   double goal) {
  const Spread slowly = series_[slow].PerSecond();
  const Spread fastly = series_[fast].PerSecond();
  Verdict verdict{.measure = measure, .floor = floor, .goal = goal, .less_is_better = true};
  verdict.value = {.median = fastly.median / slowly.median,
                   .low = fastly.low / slowly.high,
                   .high = fastly.high / slowly.low};
  verdict.doubtful = series_[slow].doubtful() || series_[fast].doubtful();
  verdicts_.push_back(verdict);
}

}  // namespace blangko::bench
