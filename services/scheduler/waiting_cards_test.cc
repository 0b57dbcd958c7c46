// Cards that came out and wait for a look: they free the window, one tray of them at most, and nothing else.
#include "services/scheduler/limits.h"
#include "services/scheduler/scheduler_fixture.h"

namespace blangko::scheduler {
namespace {

using rows::v1::ACCOUNT_RESERVED;
using testing::ElementsAre;
using testing::IsEmpty;

class WaitingCardsTest : public SchedulerFixture {
 protected:
  WaitingCardsTest() {
    GivenBlanks(kRegency, 200);
    GivenRecords("r", 10);
    ChangePrinter([](printers::PrinterRow& printer) { printer.set_window(2); });
  }
  // An exchange that says of `cards` that they wait for a look.
  absl::StatusOr<v1::ExchangeJobsResponse> Exchange(const std::vector<v1::Job>& cards, int jobs,
                                                    const std::vector<v1::OutcomeReport>& reports = {}) {
    v1::ExchangeJobsRequest request = ExchangeOf(reports, jobs);
    for (const v1::Job& card : cards) *request.add_looks() = Ref(card);
    const access::Act act = Sign(request);
    return scheduler_.Exchange(act, request);
  }
  std::string ReasonFor(const std::vector<v1::Job>& cards) { return ReasonOf(Exchange(cards, 5).status()); }
};

TEST_F(WaitingCardsTest, ACardThatWaitsForALookFreesItsPlaceInTheWindow) {
  const std::vector<v1::Job> first = Take(5);
  ASSERT_THAT(Ids(first), ElementsAre("r001", "r002"));
  EXPECT_EQ(ReasonFor({}), "WINDOW_FULL");
  EXPECT_THAT(Ids(Jobs(Exchange({first[0]}, 5))), ElementsAre("r003"));
  EXPECT_EQ(Printer().permits(), 3);
  EXPECT_EQ(Printer().looks(), 1);
  EXPECT_EQ(State("r001"), "STARTED");
  EXPECT_EQ(Blanks(ACCOUNT_RESERVED), 3);
}

TEST_F(WaitingCardsTest, WhatIsReportedAfterALookFillsNoPlaceTwice) {
  const std::vector<v1::Job> first = Take(5);
  const std::vector<v1::Job> next = Jobs(Exchange(first, 5));
  ASSERT_EQ(next.size(), 2u);
  const auto reported =
      Exchange(next, 5, {ReportOf(first[0], v1::OUTCOME_PRINTED), ReportOf(first[1], v1::OUTCOME_SPOILED)});
  ASSERT_OK(reported);
  EXPECT_THAT(Ids(Jobs(reported)), ElementsAre("r002", "r005"));  // the spoiled one keeps its place
  EXPECT_EQ(Printer().permits(), 4);
  EXPECT_EQ(Printer().looks(), 2);
}

TEST_F(WaitingCardsTest, OnlyCardsThatThePrinterHasPermissionForAreBelieved) {
  const std::vector<v1::Job> first = Take(5);
  v1::Job other = first[0];
  other.set_record_id("r009");
  v1::Job older = first[1];
  older.set_attempt(older.attempt() + 1);
  EXPECT_EQ(ReasonFor({other, older}), "WINDOW_FULL");
  EXPECT_THAT(Ids(Jobs(Exchange({first[0], first[0], other}, 5))), ElementsAre("r003"));
}

TEST_F(WaitingCardsTest, WhatAPersonReportedMeanwhileIsNoLongerBelieved) {
  const std::vector<v1::Job> first = Take(5);
  ASSERT_OK(Exchange({first[0]}, 0));
  v1::ReportOutcomesRequest by_hand;
  by_hand.set_station_id(kStation);
  by_hand.set_station_cannot(true);
  *by_hand.add_outcomes() = ReportOf(first[0], v1::OUTCOME_PRINTED);
  const access::Act act = Sign(by_hand, Staff());
  ASSERT_OK(scheduler_.Report(act, by_hand));
  EXPECT_THAT(Ids(Jobs(Exchange({first[0]}, 5))), ElementsAre("r003"));
  EXPECT_EQ(Printer().permits(), 2);
  EXPECT_EQ(Printer().looks(), 0);
}

TEST_F(WaitingCardsTest, IsNotedWhenThereIsNoWorkAndWhenNoneIsWanted) {
  ChangePrinter([](printers::PrinterRow& printer) { printer.set_window(20); });
  const std::vector<v1::Job> all = Take(20);
  ASSERT_EQ(all.size(), 10u);
  ASSERT_OK(Exchange({all[0]}, 5));
  EXPECT_EQ(Printer().looks(), 1);
  ASSERT_OK(Exchange({all[0], all[1]}, 0));
  EXPECT_EQ(Printer().looks(), 2);
}

TEST_F(WaitingCardsTest, AtMostOneTrayIsTold) {
  v1::ExchangeJobsRequest request = ExchangeOf({}, 1);
  for (int i = 0; i <= kLooksMax; ++i) {
    request.add_looks()->set_record_id("r001");
    request.mutable_looks(i)->set_attempt(1);
  }
  const access::Act act = Sign(request);
  EXPECT_EQ(ReasonOf(scheduler_.Exchange(act, request).status()), "INVALID_FIELD");
}

TEST_F(WaitingCardsTest, ListsSaySinceWhenACardWaits) {
  const std::vector<v1::Job> first = Take(5);
  clock_.Advance(absl::Minutes(1));
  const absl::Time since = clock_.Now();
  ASSERT_OK(Exchange({first[1]}, 0, {ReportOf(first[0], v1::OUTCOME_PRINTED)}));
  clock_.Advance(absl::Minutes(1));
  ASSERT_OK(Exchange({first[1]}, 1));
  const auto listed = scheduler_.ListJobs(Staff(), {}, 10, "");
  ASSERT_OK(listed);
  ASSERT_EQ(listed->jobs.size(), 2u);
  EXPECT_EQ(listed->jobs[0].look_time().seconds(), absl::ToUnixSeconds(since));
  EXPECT_FALSE(listed->jobs[1].has_look_time());
  v1::ExplainRecordRequest explain;
  explain.set_record_id("r002");
  EXPECT_THAT(scheduler_.Explain(Staff(), explain)->waits_for(), ElementsAre("CHECK"));
  explain.set_record_id("r003");
  EXPECT_THAT(scheduler_.Explain(Staff(), explain)->waits_for(), IsEmpty());
}

}  // namespace
}  // namespace blangko::scheduler
