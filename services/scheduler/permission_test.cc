// The right to print: who gets it, what fences it, and what no clock may do.
#include "services/scheduler/policy.h"
#include "services/scheduler/scheduler_fixture.h"

namespace blangko::scheduler {
namespace {

using rows::v1::ACCOUNT_AVAILABLE;
using rows::v1::ACCOUNT_RESERVED;
using testing::HasSubstr;

class PermissionTest : public SchedulerFixture {
 protected:
  PermissionTest() {
    GivenBlanks(kRegency, 20);
    GivenRecords("r", 5);
  }
};

TEST_F(PermissionTest, AGrantBecomesAPermissionOnce) {
  const v1::Job job = Pull(1).at(0);
  EXPECT_EQ(Start(job), "");
  EXPECT_EQ(State("r001"), "STARTED");
  EXPECT_EQ(Start(job), "");  // the same holder again: the same permission
  EXPECT_EQ(Printer().permits(), 1);
  EXPECT_EQ(Printer().duty_count(), 1);
  EXPECT_EQ(Blanks(ACCOUNT_RESERVED), 1);
}

TEST_F(PermissionTest, ARepeatedRequestIsAnsweredAsBefore) {
  v1::StartJobsRequest request = StartOf(Pull(2));
  const access::Act act = Sign(request);
  const auto first = scheduler_.Start(act, request);
  const auto again = scheduler_.Start(act, request);
  ASSERT_OK(first);
  ASSERT_OK(again);
  EXPECT_EQ(first->SerializeAsString(), again->SerializeAsString());
  EXPECT_EQ(Printer().permits(), 2);
}

TEST_F(PermissionTest, AnOldAttemptIsRefusedAndTheCurrentOneNamed) {
  const v1::Job old = Pull(1).at(0);
  EXPECT_EQ(Release(old), "");
  const v1::Job current = Pull(1).at(0);
  EXPECT_EQ(current.attempt(), 2u);
  const auto response = TryStart({old});
  ASSERT_OK(response);
  const common::v1::ItemError& error = response->items(0).error();
  EXPECT_EQ(error.reason(), "STALE_ATTEMPT");
  EXPECT_EQ(error.code(), static_cast<int>(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(error.message(), HasSubstr("attempt 1 is not the current one (2)"));
  EXPECT_NE(error.message_id(), "");
  EXPECT_EQ(State("r001"), "GRANTED");
  EXPECT_EQ(Start(current), "");
}

TEST_F(PermissionTest, AnotherStationsAttemptIsRefused) {
  GivenStation(kOtherStation, {kRegency});
  const v1::Job job = Pull(1).at(0);
  EXPECT_EQ(Start(job, kOtherStation), "NOT_PERMITTED");
  EXPECT_EQ(Release(job, kOtherStation), "NOT_PERMITTED");
  EXPECT_EQ(State("r001"), "GRANTED");
}

TEST_F(PermissionTest, AnAttemptFromBeforeTheStationWasReplacedIsRefused) {
  const v1::Job job = Pull(1).at(0);
  ChangeStation([](printers::StationRow& station) { station.set_epoch(2); });
  EXPECT_EQ(Start(job), "STALE_EPOCH");
}

TEST_F(PermissionTest, ASiteThatIsNoLongerServedIsOutOfScope) {
  const v1::Job job = Pull(1).at(0);
  ChangeStation([](printers::StationRow& station) { station.set_sites(0, kLangkai); });
  EXPECT_EQ(Start(job), "OUT_OF_SCOPE");
  EXPECT_EQ(State("r001"), "GRANTED");
}

TEST_F(PermissionTest, TheWindowIsTwoWhenPrintingOneByOne) {
  const std::vector<v1::Job> jobs = Pull(3);
  const auto response = TryStart(jobs);
  ASSERT_OK(response);
  EXPECT_TRUE(response->items(1).permitted());
  EXPECT_EQ(response->items(2).error().reason(), "WINDOW_FULL");
  EXPECT_EQ(State("r003"), "GRANTED");
  Report(jobs[0], v1::OUTCOME_PRINTED);
  EXPECT_EQ(Start(jobs[2]), "");
}

TEST_F(PermissionTest, UnknownRecordsAreNamedAndStopNobody) {
  std::vector<v1::Job> jobs = Pull(1);
  v1::Job unknown;
  unknown.set_record_id("tidak-ada");
  unknown.set_attempt(1);
  jobs.insert(jobs.begin(), unknown);
  const auto response = TryStart(jobs);
  ASSERT_OK(response);
  EXPECT_EQ(response->items(0).error().reason(), "UNKNOWN_RECORD");
  EXPECT_TRUE(response->items(1).permitted());
}

TEST_F(PermissionTest, APersonWhoDiedMeanwhileIsHeldAtStart) {
  const v1::Job job = Pull(1).at(0);
  GivenWatch("r001", "DIED");
  EXPECT_EQ(Start(job), "ON_WATCH_LIST");
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Record("r001").hold().reason(), "DIED");
  EXPECT_EQ(Blanks(ACCOUNT_AVAILABLE), 20);
  EXPECT_EQ(RowsOf(storage::Table::kDue), 0u);
}

TEST_F(PermissionTest, AnExchangePassesAWatchedPersonOverAndHolds) {
  GivenWatch("r001", "MOVED");
  EXPECT_THAT(Ids(Take(1)), testing::ElementsAre("r002"));
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Blanks(ACCOUNT_RESERVED), 1);
}

TEST_F(PermissionTest, AnIdleGrantGoesBackAtItsOldPlace) {
  const v1::Job job = Pull(1).at(0);
  clock_.Advance(absl::Seconds(599));
  Reclaim();
  EXPECT_EQ(State("r001"), "GRANTED");
  clock_.Advance(absl::Seconds(1));
  Reclaim();
  EXPECT_EQ(State("r001"), "READY");
  EXPECT_EQ(Record("r001").attempts(0).outcome(), "RECLAIMED");
  EXPECT_EQ(Blanks(ACCOUNT_RESERVED), 0);
  EXPECT_EQ(Start(job), "STALE_ATTEMPT");
  EXPECT_THAT(Ids(Pull(1)), testing::ElementsAre("r001"));
}

TEST_F(PermissionTest, NoClockFreesWhatWasStarted) {
  const v1::Job started = Pull(1).at(0);
  EXPECT_EQ(Start(started), "");
  const v1::Job exchanged = Take(1).at(0);
  clock_.Advance(absl::Hours(24 * 365));
  Reclaim();
  EXPECT_EQ(State("r001"), "STARTED");
  EXPECT_EQ(State("r002"), "STARTED");
  EXPECT_EQ(Report(started, v1::OUTCOME_PRINTED).late(), false);
  EXPECT_EQ(Report(exchanged, v1::OUTCOME_PRINTED).late(), false);
}

TEST_F(PermissionTest, ReclaimAndStartRaceHasOneWinner) {
  const std::vector<v1::Job> jobs = Pull(2);
  clock_.Advance(absl::Hours(1));
  EXPECT_EQ(Start(jobs[0]), "");  // first: the reclaimer finds it started
  Reclaim();
  EXPECT_EQ(State("r001"), "STARTED");
  EXPECT_EQ(State("r002"), "READY");
  EXPECT_EQ(Start(jobs[1]), "STALE_ATTEMPT");  // second: the station finds it gone
  EXPECT_EQ(Blanks(ACCOUNT_RESERVED), 1);
}

TEST_F(PermissionTest, AHeldOrCancelledGrantGivesItsBlankBack) {
  const v1::Job job = Pull(1).at(0);
  records::v1::HoldRecordRequest hold;
  hold.set_record_id("r001");
  hold.set_reason("PERSON");
  const access::Act act = Sign(hold, Staff());
  ASSERT_OK(records_.Hold(act, hold));
  EXPECT_EQ(Blanks(ACCOUNT_RESERVED), 0);
  EXPECT_EQ(RowsOf(storage::Table::kDue), 0u);
  EXPECT_EQ(Record("r001").attempts(0).outcome(), "HELD");
  EXPECT_EQ(Start(job), "STALE_ATTEMPT");
  ExpectLogsIntact();
}

TEST_F(PermissionTest, AReleasedGrantIsReadyAgainAndPermittedWorkIsNot) {
  const std::vector<v1::Job> jobs = Pull(2);
  EXPECT_EQ(Release(jobs[0]), "");
  EXPECT_EQ(Release(jobs[0]), "");  // again: it is so
  EXPECT_EQ(State("r001"), "READY");
  EXPECT_EQ(Start(jobs[1]), "");
  EXPECT_EQ(Release(jobs[1]), "FORBIDDEN_MOVE");
  EXPECT_EQ(State("r002"), "STARTED");
}

TEST_F(PermissionTest, StationsReportOnlyForThemselves) {
  const v1::Job job = Take(1).at(0);
  v1::ReportOutcomesRequest request;
  request.set_station_id(kStation);
  *request.add_outcomes() = ReportOf(job, v1::OUTCOME_PRINTED);
  const access::Act act = Sign(request, StationAct(kOtherStation));
  EXPECT_EQ(ReasonOf(scheduler_.Report(act, request).status()), "OUT_OF_SCOPE");
  EXPECT_EQ(State("r001"), "STARTED");
}

TEST_F(PermissionTest, NoPersonAloneSaysThatNothingWasPrinted) {
  const v1::Job job = Take(1).at(0);
  for (const v1::Outcome outcome : {v1::OUTCOME_RELEASED, v1::OUTCOME_NOT_PRINTED}) {
    v1::ReportOutcomesRequest by_hand;
    by_hand.set_station_id(kStation);
    by_hand.set_station_cannot(true);
    *by_hand.add_outcomes() = ReportOf(job, outcome, v1::EVIDENCE_JOURNAL);
    const access::Act act = Sign(by_hand, Staff());
    const auto response = scheduler_.Report(act, by_hand);
    ASSERT_OK(response);
    EXPECT_EQ(response->results(0).error_reason(), "TWO_PERSONS_NEEDED");
  }
  EXPECT_EQ(State("r001"), "STARTED");
  EXPECT_EQ(Blanks(ACCOUNT_RESERVED), 1);
}

TEST_F(PermissionTest, ARecordThatAStationNeverHadIsNotItsToReport) {
  const v1::OutcomeReport foreign = [&] {
    v1::Job job;
    job.set_record_id("r001");
    job.set_attempt(1);
    return ReportOf(job, v1::OUTCOME_PRINTED);
  }();
  EXPECT_EQ(Send(foreign, kOtherStation).error_reason(), "OUT_OF_SCOPE");
  EXPECT_EQ(State("r001"), "READY");
  EXPECT_EQ(Blanks(ACCOUNT_AVAILABLE), 20);
}

}  // namespace
}  // namespace blangko::scheduler
