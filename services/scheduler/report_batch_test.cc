// Reports that are too much for one commit are booked in several, and none of them is lost or refused for it.
#include "services/scheduler/report_batch.h"

#include "base/status_macros.h"
#include "services/scheduler/scheduler_fixture.h"
#include "storage/memory/memory_store.h"

namespace blangko::scheduler {
namespace {

// A store whose commits may write fewer rows than those of the one below.
class TightStore : public storage::Store {
 public:
  TightStore(storage::Store& below, size_t rows) : below_(below), rows_(rows) {}

  absl::Status Update(std::string_view label, const Body& body) override {
    return below_.Update(label, Tight(body));
  }
  std::vector<absl::Status> UpdateEach(std::string_view label, std::span<const Body> bodies) override {
    std::vector<Body> tight;
    for (const Body& body : bodies) tight.push_back(Tight(body));
    return below_.UpdateEach(label, tight);
  }
  absl::Status View(Reader read) override { return below_.View(read); }
  uint64_t DurableRevision() const override { return below_.DurableRevision(); }
  const storage::Limits& limits() const override { return below_.limits(); }

  int refused() const { return refused_; }

 private:
  Body Tight(const Body& body) {
    return [this, body](storage::Txn& txn) -> absl::Status {
      MeteredTxn meter(txn, limits());
      RETURN_IF_ERROR(body(meter));
      if (meter.rows_written() <= rows_) return absl::OkStatus();
      ++refused_;
      return absl::ResourceExhaustedError("more rows than a commit may write");
    };
  }

  storage::Store& below_;
  const size_t rows_;
  int refused_ = 0;
};

class ReportBatchTest : public SchedulerFixture {
 protected:
  ReportBatchTest() {
    GivenBlanks(kRegency, 50);
    GivenRecords("r", 40);
  }
  std::vector<v1::OutcomeReport> PrintedCards(int count) {
    std::vector<v1::OutcomeReport> reports;
    for (const v1::Job& job : Take(count)) reports.push_back(ReportOf(job, v1::OUTCOME_PRINTED));
    EXPECT_EQ(reports.size(), static_cast<size_t>(count));
    return reports;
  }
  void ExpectBooked(const Results& results, const std::vector<v1::OutcomeReport>& reports) {
    ASSERT_EQ(static_cast<size_t>(results.size()), reports.size());
    for (size_t i = 0; i < reports.size(); ++i) {
      const v1::OutcomeResult& result = results.at(static_cast<int>(i));
      EXPECT_TRUE(result.booked()) << result.error_message();
      EXPECT_EQ(result.seq(), reports[i].seq());
      EXPECT_EQ(State(reports[i].record_id()), "PRINTED");
    }
  }

  TightStore tight_{store_, 60};  // four outcomes or so
  Scheduler scheduler_of_tight_{tight_, heads_, clock_};
};

TEST_F(ReportBatchTest, AnExchangeThatIsTooMuchIsBookedBeforeItTakesTheNextJobs) {
  const std::vector<v1::OutcomeReport> reports = PrintedCards(20);
  v1::ExchangeJobsRequest exchange = ExchangeOf(reports, 2);
  const access::Act act = Sign(exchange);
  const auto response = scheduler_of_tight_.Exchange(act, exchange);
  ASSERT_OK(response);
  EXPECT_GT(tight_.refused(), 0) << "it does not fit";
  ExpectBooked(response->results(), reports);
  EXPECT_EQ(response->jobs_size(), 2);
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_CONSUMED), 20);
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_RESERVED), 2);
  ExpectLogsIntact();
}

TEST_F(ReportBatchTest, ItsRepeatIsAnsweredAlike) {
  v1::ExchangeJobsRequest exchange = ExchangeOf(PrintedCards(20), 2);
  const access::Act act = Sign(exchange);
  const auto first = scheduler_of_tight_.Exchange(act, exchange);
  const auto again = scheduler_of_tight_.Exchange(act, exchange);
  ASSERT_OK(first);
  ASSERT_OK(again);
  EXPECT_EQ(first->results_size(), again->results_size());
  EXPECT_EQ(Ids(Jobs(first)), Ids(Jobs(again)));
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_CONSUMED), 20);
}

TEST_F(ReportBatchTest, TheStoresOwnRefusalIsKnown) {
  storage::MemoryStore small({.limits = {.keys_written = 1}});
  const absl::Status over = small.Update("test.two", [](storage::Txn& txn) {
    txn.Put("a", "");
    txn.Put("b", "");
    return absl::OkStatus();
  });
  EXPECT_TRUE(IsOverBudget(over)) << over;
  EXPECT_FALSE(IsOverBudget(Refuse(Reason::kOverloaded)));
  EXPECT_FALSE(IsOverBudget(absl::OkStatus()));
}

}  // namespace
}  // namespace blangko::scheduler
