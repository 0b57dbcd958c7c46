// What of many runs is shown, what a verdict says, and how it is written down.
#include <algorithm>
#include <atomic>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/refusal/refusal.h"
#include "tests/bench/made_up_record.h"
#include "tests/bench/measures.h"
#include "tests/bench/overload.h"
#include "tests/bench/report.h"
#include "tests/bench/series.h"
#include "tests/bench/tap_counts.h"
#include "tests/bench/thread_lanes.h"
#include "tests/support/status_matchers.h"

namespace blangko::bench {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Point Ran(int64_t jobs, double others) { return {.jobs = jobs, .seconds = 1, .cpu = {.others = others}}; }

Series SeriesOf(const std::vector<Point>& points) {
  Series series;
  for (const Point& point : points) series.Add(point);
  return series;
}

TEST(Spread, HasTheMiddleOfOddAndEvenCounts) {
  EXPECT_EQ(SpreadOf({3, 1, 2}).median, 2);
  EXPECT_EQ(SpreadOf({4, 1, 2, 3}).median, 2.5);
  EXPECT_EQ(SpreadOf({4, 1, 2, 3}).low, 1);
  EXPECT_EQ(SpreadOf({4, 1, 2, 3}).high, 4);
  EXPECT_EQ(SpreadOf({}).median, 0);
}

TEST(Quantile, IsNoneOfNothingAndTheLastOfAll) {
  EXPECT_EQ(Quantile({}, 0.5), 0);
  EXPECT_EQ(Quantile({5, 1, 3}, 0.5), 3);
  EXPECT_EQ(Quantile({5, 1, 3}, 1), 5);
}

TEST(Series, LeavesDisturbedRunsOutWhereTwoCleanOnesRemain) {
  const Series series = SeriesOf({Ran(100, 0.01), Ran(900, 0.4), Ran(120, 0.1)});
  EXPECT_EQ(series.Counted().size(), 2u);
  EXPECT_EQ(series.PerSecond().high, 120);
  EXPECT_EQ(series.disturbed(), 1u);
  EXPECT_FALSE(series.doubtful());
}

TEST(Series, CountsAllAndSaysSoWhereFewerRemain) {
  const Series series = SeriesOf({Ran(100, 0.01), Ran(900, 0.4), Ran(120, 0.5)});
  EXPECT_EQ(series.Counted().size(), 3u);
  EXPECT_EQ(series.PerSecond().median, 120);
  EXPECT_TRUE(series.doubtful());
}

TEST(Verdict, KnowsWhichWayIsBetter) {
  Verdict verdict{.measure = "rate", .value = {.median = 1.2}, .floor = 1.0, .goal = 1.6};
  EXPECT_TRUE(verdict.ok());
  EXPECT_FALSE(verdict.reached());
  verdict.less_is_better = true;
  EXPECT_FALSE(verdict.ok());
  EXPECT_TRUE(verdict.reached());
}

TEST(Json, HasALineForEachMeasureAndNoValueForASkippedOne) {
  const std::vector<Verdict> verdicts = {
      {.measure = "a / b", .value = {.median = 0.5, .low = 0.4, .high = 0.6}, .floor = 1, .goal = 2},
      {.measure = "c / d", .floor = 1, .goal = 2, .skipped = "d is not installed"}};
  const std::string lines = JsonOf(verdicts);
  EXPECT_THAT(lines, HasSubstr("{\"measure\":\"a / b\",\"value\":0.500,\"low\":0.400,\"high\":0.600,"
                               "\"floor\":1.00,\"goal\":2.00,\"ok\":false,"));
  EXPECT_THAT(lines, HasSubstr("{\"measure\":\"c / d\",\"skipped\":\"d is not installed\"}\n"));
}

TEST(Plans, NameLoadsThatThereAre) {
  for (const RatioPlan& ratio : RatioPlans()) {
    const auto& loads = LoadPlans();
    const auto is = [&](const LoadPlan& load) { return load.name == ratio.load; };
    EXPECT_TRUE(std::any_of(loads.begin(), loads.end(), is)) << ratio.load;
  }
}

TEST(Threads, DoEachPieceOnce) {
  std::vector<std::atomic<int>> done(100);
  const auto tally = RunThreads(4, done.size(), [&](size_t piece) -> absl::StatusOr<int64_t> {
    ++done[piece];
    return 2;
  });
  ASSERT_OK(tally);
  EXPECT_EQ(tally->jobs, 200);
  EXPECT_EQ(tally->latencies_us.size(), 100u);
  for (const auto& times : done) EXPECT_EQ(times, 1);
}

TEST(Threads, StopAtTheFirstFailure) {
  std::atomic<int> begun = 0;
  const auto tally = RunThreads(1, 100, [&](size_t piece) -> absl::StatusOr<int64_t> {
    ++begun;
    if (piece == 3) return absl::InternalError("broken");
    return 1;
  });
  EXPECT_EQ(tally.status().code(), absl::StatusCode::kInternal);
  EXPECT_EQ(begun, 4);
}

TEST(Arrivals, ComeAtTheirRateHoweverOftenTheyAreAskedFor) {
  Arrivals arrivals(100);
  EXPECT_EQ(arrivals.Due(0), 0);
  EXPECT_EQ(arrivals.Due(0.005), 0);
  EXPECT_EQ(arrivals.Due(0.995), 99);
  EXPECT_EQ(arrivals.Due(1.005), 1);
  EXPECT_FALSE(arrivals.whenever_free());
  EXPECT_TRUE(Arrivals(Arrivals::kWheneverFree).whenever_free());
}

TEST(RetryAfter, IsTheServersOwnTimeForARefusalAndNothingForAnythingElse) {
  EXPECT_EQ(RetryAfter(RefuseForNow(Reason::kOverloaded, absl::Milliseconds(1500))),
            absl::Milliseconds(1500));
  EXPECT_EQ(RetryAfter(absl::ResourceExhaustedError("no thread")), absl::Seconds(1));
  EXPECT_EQ(RetryAfter(RefuseForNow(Reason::kSiteClosed, absl::Seconds(1))), std::nullopt);
  EXPECT_EQ(RetryAfter(absl::UnavailableError("gone")), std::nullopt);
  EXPECT_EQ(RetryAfter(absl::OkStatus()), std::nullopt);
}

TEST(TapCounts, CountWorkInTimeAndTheLatencyOfAllOutcomes) {
  TapCounts counts;
  counts.Answered(Asked::kJobs, 0, 10, true);
  counts.Answered(Asked::kOutcomes, 1, 20, true);
  counts.Answered(Asked::kPeople, 1, 30, true);
  counts.Answered(Asked::kPages, 0, 40, true);
  counts.Answered(Asked::kOutcomes, 1, 50, false);
  EXPECT_EQ(counts.done(), 2);
  EXPECT_EQ(counts.answered(Caller::kStation), 2);
  EXPECT_EQ(counts.answered(Asked::kOutcomes), 1);
  const Tally tally = counts.OutcomeTally(2);
  EXPECT_EQ(tally.jobs, 2);
  EXPECT_THAT(tally.latencies_us, testing::ElementsAre(20, 50));
}

TEST(TapCounts, TellWhoWasTurnedAwayAndWhatWasRefused) {
  TapCounts counts;
  counts.Came(Caller::kDesk, true);
  counts.Came(Caller::kDesk, false);
  counts.Refused(Asked::kPages);
  EXPECT_EQ(counts.came(Caller::kDesk), 2);
  EXPECT_EQ(counts.turned_away(Caller::kDesk), 1);
  EXPECT_EQ(counts.refused(Asked::kPages), 1);
  EXPECT_EQ(counts.refused(Asked::kOutcomes), 0);
}

OverloadRun OverloadRunOf(bool overload, int64_t done, int64_t megabytes) {
  OverloadRun run;
  run.overload = overload;
  run.point = Ran(done, 0.01);
  run.memory.resident = megabytes << 20;
  return run;
}

TEST(Overload, IsJudgedByThePeaksAroundItAndItsMemoryByTheFirst) {
  std::vector<OverloadRun> runs = {OverloadRunOf(false, 900, 90), OverloadRunOf(true, 900, 130),
                                   OverloadRunOf(false, 1100, 125)};
  const std::vector<Verdict> judged = JudgeOverload(runs);
  ASSERT_EQ(judged.size(), 3u);
  EXPECT_DOUBLE_EQ(judged[0].value.median, 0.9);
  EXPECT_DOUBLE_EQ(judged[2].value.median, 130.0 / 90);
  EXPECT_TRUE(judged[0].ok());
  EXPECT_TRUE(judged[1].ok());
  EXPECT_TRUE(judged[2].ok());
}

TEST(Overload, FailsWithOneOutcomeRefusedInAnyRun) {
  std::vector<OverloadRun> runs(7, OverloadRunOf(false, 100, 100));
  runs[4].counts.Refused(Asked::kOutcomes);
  const Verdict refused = JudgeOverload(runs)[1];
  EXPECT_EQ(refused.value.median, 1);
  EXPECT_FALSE(refused.ok());
  runs[4].counts = {};
  runs[4].counts.Refused(Asked::kPages);
  EXPECT_TRUE(JudgeOverload(runs)[1].ok());
}

TEST(MadeUpRecord, IsOfOneSizeAndNeedsNoEscaping) {
  EXPECT_EQ(MadeUpRecord(1).size(), 300u);
  EXPECT_EQ(MadeUpRecord(123456789).size(), 300u);
  EXPECT_NE(MadeUpRecord(1), MadeUpRecord(2));
  EXPECT_THAT(MadeUpRecord(7), Not(testing::ContainsRegex("[{},\"\\\\ \r\n]")));
}

}  // namespace
}  // namespace blangko::bench
