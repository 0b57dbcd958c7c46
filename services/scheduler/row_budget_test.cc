// What a batch costs in rows, in the worst case: every record of another day, so that no count is shared.
#include "base/log.h"
#include "services/scheduler/limits.h"
#include "services/scheduler/metered_txn.h"
#include "services/scheduler/scheduler_fixture.h"

namespace blangko::scheduler {
namespace {

// Remembers the most rows that one commit of each label used.
class CountingStore final : public storage::Store {
 public:
  struct Cost {
    size_t read = 0;
    size_t written = 0;
  };

  explicit CountingStore(storage::Store& store) : store_(store) {}

  absl::Status Update(std::string_view label, const Body& body) override {
    return store_.Update(label, Counted(label, body));
  }
  std::vector<absl::Status> UpdateEach(std::string_view label, std::span<const Body> bodies) override {
    std::vector<Body> counted;
    for (const Body& body : bodies) counted.push_back(Counted(label, body));
    return store_.UpdateEach(label, counted);
  }
  absl::Status View(Reader read) override { return store_.View(read); }
  uint64_t DurableRevision() const override { return store_.DurableRevision(); }
  const storage::Limits& limits() const override { return store_.limits(); }

  Cost MostOf(const std::string& label) {
    const Cost cost = most_[label];
    Log(LogLevel::kInfo, "test.rows", {{"label", label}, {"read", cost.read}, {"written", cost.written}});
    return cost;
  }

 private:
  Body Counted(std::string_view label, Body body) {
    return [this, label = std::string(label), body = std::move(body)](storage::Txn& txn) {
      MeteredTxn meter(txn, store_.limits());
      const absl::Status status = body(meter);
      Cost& most = most_[label];
      most.read = std::max(most.read, meter.rows_read());
      most.written = std::max(most.written, meter.rows_written());
      return status;
    };
  }

  storage::Store& store_;
  std::map<std::string, Cost> most_;
};

class RowBudgetTest : public SchedulerFixture {
 protected:
  RowBudgetTest() {
    GivenBlanks(kRegency, 400);
    ChangePrinter([](printers::PrinterRow& printer) { printer.set_window(200); });
  }
  absl::StatusOr<v1::ExchangeJobsResponse> Exchange(const std::vector<v1::OutcomeReport>& reports, int jobs) {
    v1::ExchangeJobsRequest request = ExchangeOf(reports, jobs);
    const access::Act act = Sign(request);
    return counted_.Exchange(act, request);
  }
  std::vector<v1::OutcomeReport> Reports(const std::vector<v1::Job>& jobs, v1::Outcome outcome) {
    std::vector<v1::OutcomeReport> reports;
    for (const v1::Job& job : jobs) reports.push_back(ReportOf(job, outcome));
    return reports;
  }
  void ExpectWithinBudget(const CountingStore::Cost& cost) {
    EXPECT_LE(cost.read, store_.limits().keys_read);
    EXPECT_LE(cost.written, store_.limits().keys_written);
  }

  CountingStore store_counting_{store_};
  Scheduler counted_{store_counting_, heads_, clock_};
};

TEST_F(RowBudgetTest, FiftyJobsOfAPullFit) {
  GivenRecords("r", 120);
  v1::PullJobsRequest pull = PullOf(kJobsMax);
  const access::Act act = Sign(pull);
  const auto jobs = counted_.Pull(act, pull);
  ASSERT_OK(jobs);
  EXPECT_EQ(jobs->jobs_size(), 50);
  ExpectWithinBudget(store_counting_.MostOf("scheduler.pull"));
}

TEST_F(RowBudgetTest, AnExchangeOfFiftyOutcomesGrantsWhatStillFits) {
  GivenRecords("r", 200);
  const auto first = Exchange({}, kJobsMax);
  ASSERT_OK(first);
  const size_t alone = static_cast<size_t>(first->jobs_size());
  EXPECT_GE(alone, 45u);
  const auto second = Exchange(Reports(Jobs(first), v1::OUTCOME_PRINTED), kJobsMax);
  ASSERT_OK(second);
  EXPECT_EQ(second->results_size(), static_cast<int>(alone));
  for (const v1::OutcomeResult& result : second->results()) EXPECT_TRUE(result.booked());
  EXPECT_GE(second->jobs_size(), 25);
  Log(LogLevel::kInfo, "test.exchange", {{"jobs_alone", alone}, {"jobs_with_outcomes", second->jobs_size()}});
  ExpectWithinBudget(store_counting_.MostOf("scheduler.exchange"));
  ExpectWithinBudget(store_counting_.MostOf("scheduler.report"));
}

TEST_F(RowBudgetTest, FiftyStartsAndFiftyReportsWithoutGrantsFit) {
  GivenRecords("r", 60);
  const std::vector<v1::Job> jobs = Pull(kJobsMax);
  v1::StartJobsRequest start = StartOf(jobs);
  const access::Act act = Sign(start);
  ASSERT_OK(counted_.Start(act, start));
  ExpectWithinBudget(store_counting_.MostOf("scheduler.start"));
  const auto reported = Exchange(Reports(jobs, v1::OUTCOME_SPOILED), 0);
  ASSERT_OK(reported);
  EXPECT_EQ(reported->results_size(), 50);
  ExpectWithinBudget(store_counting_.MostOf("scheduler.exchange"));
}

TEST_F(RowBudgetTest, FiftyFactsThatDoNotFitAndTheirIncidentsFit) {
  GivenRecords("r", 60);
  const std::vector<v1::Job> jobs = Take(kJobsMax);
  ASSERT_OK(Exchange(Reports(jobs, v1::OUTCOME_PRINTED), 0));
  const auto reported = Exchange(Reports(jobs, v1::OUTCOME_SPOILED), kJobsMax);
  ASSERT_OK(reported);
  ASSERT_EQ(reported->results_size(), static_cast<int>(jobs.size()));
  for (const v1::OutcomeResult& result : reported->results()) EXPECT_TRUE(result.incident());
  ExpectWithinBudget(store_counting_.MostOf("scheduler.exchange"));
  ExpectWithinBudget(store_counting_.MostOf("scheduler.report"));
}

TEST_F(RowBudgetTest, AStationOfSixtyFourSitesFits) {
  std::vector<std::string> sites;
  for (int i = 0; i < 64; ++i) {
    sites.push_back(absl::StrCat("14.05.", 100 + i));
    GivenBlanks(sites.back(), 5, absl::StrCat("L", 100 + i));
    GivenRecords(absl::StrCat("s", i, "-"), 2, {.recorded_day = i, .site = sites.back()});
  }
  GivenStation(kStation, sites);
  v1::PullJobsRequest pull = PullOf(kJobsMax);
  const access::Act act = Sign(pull);
  const auto jobs = counted_.Pull(act, pull);
  ASSERT_OK(jobs);
  EXPECT_GE(jobs->jobs_size(), 25);
  Log(LogLevel::kInfo, "test.sites", {{"sites", 64}, {"jobs", jobs->jobs_size()}});
  ExpectWithinBudget(store_counting_.MostOf("scheduler.pull"));
}

}  // namespace
}  // namespace blangko::scheduler
