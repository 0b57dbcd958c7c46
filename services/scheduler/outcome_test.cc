// Outcomes are facts: booked once, never refused for being late, and never more cards than blanks.
#include "services/records/hold_reason.h"
#include "services/scheduler/policy.h"
#include "services/scheduler/scheduler_fixture.h"

namespace blangko::scheduler {
namespace {

using rows::v1::ACCOUNT_AVAILABLE;
using rows::v1::ACCOUNT_CONSUMED;
using rows::v1::ACCOUNT_LOST;
using rows::v1::ACCOUNT_RESERVED;
using rows::v1::ACCOUNT_SPOILED_HELD;
using rows::v1::ACCOUNT_UNCERTAIN_HELD;
using rows::v1::ACCOUNT_UNEXPLAINED;
using testing::ElementsAre;

class OutcomeTest : public SchedulerFixture {
 protected:
  OutcomeTest() {
    GivenBlanks(kRegency, 10);
    GivenRecords("r", 5);
  }
  v1::Job TakeOne() {
    const std::vector<v1::Job> jobs = Take(1);
    return jobs.empty() ? v1::Job() : jobs[0];
  }
};

struct OutcomeCase {
  std::string name;
  v1::Outcome outcome;
  v1::Evidence evidence;
  std::string state;
  Account blank;
};
class EachOutcomeTest : public OutcomeTest, public testing::WithParamInterface<OutcomeCase> {};

TEST_P(EachOutcomeTest, MovesRecordAndBlankAndFreesTheWindow) {
  const v1::Job job = TakeOne();
  const v1::OutcomeResult result = Report(job, GetParam().outcome, GetParam().evidence);
  EXPECT_TRUE(result.booked());
  EXPECT_FALSE(result.late());
  EXPECT_EQ(State("r001"), GetParam().state);
  EXPECT_EQ(Blanks(ACCOUNT_RESERVED), 0);
  EXPECT_EQ(Blanks(GetParam().blank), GetParam().blank == ACCOUNT_AVAILABLE ? 10 : 1);
  EXPECT_EQ(Printer().permits(), 0);
  EXPECT_EQ(RowsOf(storage::Table::kPermit), 0u);
  ExpectLogsIntact();
}

INSTANTIATE_TEST_SUITE_P(
    Cases, EachOutcomeTest,
    testing::Values(
        OutcomeCase{"Printed", v1::OUTCOME_PRINTED, v1::EVIDENCE_OPERATOR, "PRINTED", ACCOUNT_CONSUMED},
        OutcomeCase{"Spoiled", v1::OUTCOME_SPOILED, v1::EVIDENCE_OPERATOR, "READY", ACCOUNT_SPOILED_HELD},
        OutcomeCase{"Uncertain", v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL, "UNCERTAIN",
                    ACCOUNT_UNCERTAIN_HELD},
        OutcomeCase{"Released", v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL, "READY", ACCOUNT_AVAILABLE},
        OutcomeCase{"NotPrinted", v1::OUTCOME_NOT_PRINTED, v1::EVIDENCE_JOURNAL, "READY", ACCOUNT_AVAILABLE}),
    [](const auto& tested) { return tested.param.name; });

TEST_F(OutcomeTest, ASpoiledRecordKeepsItsPlaceAndIsHeldAtTheSecondSpoil) {
  Report(TakeOne(), v1::OUTCOME_SPOILED);
  const v1::Job second = TakeOne();
  EXPECT_EQ(second.record_id(), "r001");
  EXPECT_EQ(second.attempt(), 2u);
  Report(second, v1::OUTCOME_SPOILED);
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Record("r001").hold().reason(), "GAGAL_BERULANG");
  EXPECT_EQ(TakeOne().record_id(), "r002");
  EXPECT_EQ(Blanks(ACCOUNT_SPOILED_HELD), 2);
}

TEST_F(OutcomeTest, ThreeSpoilsInARowHoldThePrinter) {
  const std::vector<v1::Job> jobs = Take(4);
  for (int i = 0; i < 3; ++i) Report(jobs[static_cast<size_t>(i)], v1::OUTCOME_SPOILED);
  EXPECT_EQ(ReasonOf(TryExchange({}, 1).status()), "PRINTER_HELD");
  EXPECT_TRUE(Report(jobs[3], v1::OUTCOME_PRINTED).booked());  // what was permitted is still booked
}

TEST_F(OutcomeTest, PrintedNeedsSomebodysLook) {
  const v1::Job job = TakeOne();
  const v1::OutcomeResult refused = Report(job, v1::OUTCOME_PRINTED, v1::EVIDENCE_DRIVER);
  EXPECT_FALSE(refused.booked());
  EXPECT_EQ(refused.error_reason(), "EVIDENCE_NEEDED");
  EXPECT_EQ(State("r001"), "STARTED");
  EXPECT_TRUE(Report(job, v1::OUTCOME_PRINTED).booked());
  EXPECT_EQ(Record("r001").attempts(0).evidence(), "OPERATOR");
}

TEST_F(OutcomeTest, ATrustedDriversWordIsEnoughAndTheRecordSaysSo) {
  rows::v1::Policy policy = DefaultPolicy();
  policy.set_office(kRegency);
  policy.add_trusted_drivers("file");
  GivenPolicy(policy);
  const std::vector<v1::Job> jobs = Take(2);
  EXPECT_EQ(Report(jobs[0], v1::OUTCOME_PRINTED, v1::EVIDENCE_DRIVER).error_reason(), "EVIDENCE_NEEDED");
  ChangePrinter([](printers::PrinterRow& printer) { printer.set_driver("file"); });
  EXPECT_TRUE(Report(jobs[0], v1::OUTCOME_PRINTED, v1::EVIDENCE_DRIVER).booked());
  EXPECT_EQ(Record("r001").attempts(0).evidence(), "DRIVER_TRUSTED");
  EXPECT_EQ(Record("r001").attempts(0).policy_version(), 1u);
}

TEST_F(OutcomeTest, NothingCameOutIsNotForOnePerson) {
  const v1::Job job = TakeOne();
  EXPECT_EQ(Report(job, v1::OUTCOME_NOT_PRINTED).error_reason(), "TWO_PERSONS_NEEDED");
  EXPECT_EQ(State("r001"), "STARTED");
}

TEST_F(OutcomeTest, ARepeatedFactIsAnsweredAgainAndAnotherUnderItsNumberIsRefused) {
  const std::vector<v1::Job> jobs = Take(2);
  const v1::OutcomeReport report = ReportOf(jobs[0], v1::OUTCOME_PRINTED);
  const v1::OutcomeResult first = Send(report);
  EXPECT_EQ(first.SerializeAsString(), Send(report).SerializeAsString());
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
  v1::OutcomeReport other = ReportOf(jobs[1], v1::OUTCOME_PRINTED);
  other.set_seq(report.seq());
  EXPECT_EQ(Send(other).error_reason(), "SEQUENCE_CONFLICT");
  EXPECT_EQ(State("r002"), "STARTED");
}

TEST_F(OutcomeTest, OneBadReportStopsNoOther) {
  const std::vector<v1::Job> jobs = Take(2);
  v1::OutcomeReport unknown = ReportOf(jobs[0], v1::OUTCOME_PRINTED);
  unknown.set_record_id("tidak-ada");
  v1::OutcomeReport numberless = ReportOf(jobs[0], v1::OUTCOME_PRINTED);
  numberless.set_seq(0);
  const auto response = TryExchange({unknown, numberless, ReportOf(jobs[1], v1::OUTCOME_PRINTED)}, 1);
  ASSERT_OK(response);
  EXPECT_EQ(response->results(0).error_reason(), "UNKNOWN_RECORD");
  EXPECT_EQ(response->results(1).error_reason(), "INVALID_FIELD");
  EXPECT_TRUE(response->results(2).booked());
  EXPECT_THAT(Ids(Jobs(response)), ElementsAre("r003"));
}

TEST_F(OutcomeTest, OutcomesAreBookedWhateverThePrintersState) {
  const v1::Job job = TakeOne();
  ChangePrinter([](printers::PrinterRow& printer) { printer.add_reasons("media-jam"); });
  const auto response = TryExchange({ReportOf(job, v1::OUTCOME_PRINTED)}, 1);
  ASSERT_OK(response);
  EXPECT_TRUE(response->results(0).booked());
  EXPECT_EQ(response->empty_reason(), "PRINTER_DOWN");
  EXPECT_EQ(State("r001"), "PRINTED");
}

// ---- stop requests -----------------------------------------------------------------------------------------------

TEST_F(OutcomeTest, ACancelOfPermittedWorkIsARequestToTheStation) {
  const std::vector<v1::Job> jobs = Take(2);
  for (const v1::Job& job : jobs) {
    records::v1::CancelRecordRequest cancel;
    cancel.set_record_id(job.record_id());
    cancel.set_reason("PINDAH");
    const access::Act act = Sign(cancel, Staff());
    ASSERT_OK(records_.Cancel(act, cancel));
  }
  const auto exchanged = TryExchange({ReportOf(jobs[0], v1::OUTCOME_PRINTED)}, 0);
  ASSERT_OK(exchanged);
  EXPECT_EQ(State("r001"), "PRINTED_STALE");
  ASSERT_EQ(exchanged->stop_requests_size(), 1);
  EXPECT_EQ(exchanged->stop_requests(0).record_id(), "r002");
  EXPECT_EQ(exchanged->stop_requests(0).request(), "CANCEL");
  Report(jobs[1], v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  EXPECT_EQ(State("r002"), "CANCELLED");
  EXPECT_EQ(Blanks(ACCOUNT_AVAILABLE), 9);
}

TEST_F(OutcomeTest, ACancelIsFollowedWhenTheSpoilReachesTheLimitToo) {
  Report(TakeOne(), v1::OUTCOME_SPOILED);
  const v1::Job second = TakeOne();
  records::v1::CancelRecordRequest cancel;
  cancel.set_record_id("r001");
  cancel.set_reason("MENINGGAL");
  const access::Act act = Sign(cancel, Staff());
  ASSERT_OK(records_.Cancel(act, cancel));
  Report(second, v1::OUTCOME_SPOILED);
  EXPECT_EQ(State("r001"), "CANCELLED");
  EXPECT_EQ(Blanks(ACCOUNT_SPOILED_HELD), 2);
}

// ---- late facts ---------------------------------------------------------------------------------------------------

TEST_F(OutcomeTest, LatePrintedOfAReclaimedGrantHoldsTheRecord) {
  const v1::Job job = Pull(1).at(0);
  clock_.Advance(absl::Hours(1));
  Reclaim();
  const v1::OutcomeResult result = Report(job, v1::OUTCOME_PRINTED);
  EXPECT_TRUE(result.booked());
  EXPECT_TRUE(result.late());
  EXPECT_TRUE(result.incident());
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Record("r001").hold().reason(), records::kHoldLatePrinted);
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
  EXPECT_EQ(Blanks(ACCOUNT_AVAILABLE), 9);
  const v1::OutcomeResult said_before = Report(job, v1::OUTCOME_PRINTED);  // the same under a new number
  EXPECT_TRUE(said_before.booked());
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
}

TEST_F(OutcomeTest, LatePrintedGivesTheBlankOfANewerGrantBack) {
  const v1::Job old = Pull(1).at(0);
  EXPECT_EQ(Release(old), "");
  const v1::Job current = Pull(1).at(0);
  EXPECT_TRUE(Report(old, v1::OUTCOME_PRINTED).incident());
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Blanks(ACCOUNT_RESERVED), 0);
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
  EXPECT_EQ(Start(current), "STALE_ATTEMPT");
}

TEST_F(OutcomeTest, PrintedWithoutPermissionUsesItsOwnReservation) {
  const v1::Job job = Pull(1).at(0);
  MoveBlanks(kRegency, "L1", ACCOUNT_AVAILABLE, ACCOUNT_LOST, 2);
  EXPECT_TRUE(Report(job, v1::OUTCOME_PRINTED).incident());
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Blanks(ACCOUNT_RESERVED), 0);
  EXPECT_EQ(Blanks(ACCOUNT_LOST), 2);
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
}

TEST_F(OutcomeTest, LatePrintedLeavesANewerPermissionAlone) {
  const v1::Job old = TakeOne();
  Report(old, v1::OUTCOME_SPOILED);
  const v1::Job current = TakeOne();
  const v1::OutcomeResult result = Report(old, v1::OUTCOME_PRINTED);
  EXPECT_TRUE(result.late());
  EXPECT_TRUE(result.incident());
  EXPECT_EQ(State("r001"), "STARTED");
  EXPECT_EQ(Blanks(ACCOUNT_RESERVED), 1);
  EXPECT_FALSE(Report(current, v1::OUTCOME_PRINTED).late());
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 2);
}

TEST_F(OutcomeTest, LatePrintedUnderANewerPermissionLeadsToNoFurtherCardByItself) {
  const v1::Job old = TakeOne();
  Report(old, v1::OUTCOME_SPOILED);
  const v1::Job current = TakeOne();
  Report(old, v1::OUTCOME_PRINTED);
  const auto exchanged = TryExchange({}, 0);
  ASSERT_OK(exchanged);
  Report(current, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Record("r001").hold().reason(), records::kHoldLatePrinted);
  EXPECT_EQ(TakeOne().record_id(), "r002");
}

TEST_F(OutcomeTest, LatePrintedUnderADoubtLeadsToNoFurtherCardByItself) {
  const v1::Job old = TakeOne();
  Report(old, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  const v1::Job current = TakeOne();
  Report(current, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
  Report(old, v1::OUTCOME_PRINTED);
  ASSERT_OK(Resolve(current, v1::OUTCOME_SPOILED));
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Record("r001").hold().reason(), records::kHoldLatePrinted);
}

TEST_F(OutcomeTest, LatePrintedOfARecordHeldForATimeWaitsForAPerson) {
  const v1::Job job = TakeOne();
  Report(job, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  records::v1::HoldRecordRequest hold;
  hold.set_record_id("r001");
  hold.set_reason("DATA");
  hold.mutable_until()->set_seconds(absl::ToUnixSeconds(clock_.Now() + absl::Hours(1)));
  const access::Act act = Sign(hold, Staff());
  ASSERT_OK(records_.Hold(act, hold));
  Report(job, v1::OUTCOME_PRINTED);
  clock_.Advance(absl::Hours(2));
  ASSERT_OK(records_.WakeDue(clock_.Now(), 10));
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Record("r001").hold().reason(), records::kHoldLatePrinted);
  EXPECT_EQ(Record("r001").hold().note(), "DATA");
}

TEST_F(OutcomeTest, ALateDoubtThatIsSettledLaterIsStillOneBlank) {
  const v1::Job job = TakeOne();
  Report(job, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  Report(job, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
  Report(job, v1::OUTCOME_PRINTED);
  EXPECT_EQ(Blanks(ACCOUNT_UNCERTAIN_HELD), 0);
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
  EXPECT_EQ(Blanks(ACCOUNT_AVAILABLE), 9);
}

struct SourceCase {
  std::string name;
  int64_t lost;
  int64_t available;
  Account source;
  v1::Outcome outcome;
  Account to;
};
class LateSourceTest : public SchedulerFixture, public testing::WithParamInterface<SourceCase> {};

TEST_P(LateSourceTest, TheBlankComesFromLostThenAvailableThenNowhere) {
  GivenBlanks(kRegency, 10);
  GivenRecord("r");
  const v1::Job job = Pull(1).at(0);
  EXPECT_EQ(Release(job), "");
  MoveBlanks(kRegency, "L1", ACCOUNT_AVAILABLE, ACCOUNT_CONSUMED,
             10 - GetParam().lost - GetParam().available);
  if (GetParam().lost > 0) MoveBlanks(kRegency, "L1", ACCOUNT_AVAILABLE, ACCOUNT_LOST, GetParam().lost);
  const int64_t source = Blanks(GetParam().source);
  const int64_t to = Blanks(GetParam().to);
  const v1::OutcomeResult result = Report(job, GetParam().outcome);
  EXPECT_TRUE(result.booked());
  EXPECT_TRUE(result.late());
  EXPECT_EQ(Blanks(GetParam().to), to + 1);
  const int64_t change = GetParam().source == ACCOUNT_UNEXPLAINED ? 1 : -1;
  EXPECT_EQ(Blanks(GetParam().source), source + change);
  EXPECT_EQ(State("r"), GetParam().outcome == v1::OUTCOME_PRINTED ? "HELD" : "READY");
}

INSTANTIATE_TEST_SUITE_P(
    Cases, LateSourceTest,
    testing::Values(
        SourceCase{"PrintedFromLost", 1, 5, ACCOUNT_LOST, v1::OUTCOME_PRINTED, ACCOUNT_CONSUMED},
        SourceCase{"PrintedFromAvailable", 0, 5, ACCOUNT_AVAILABLE, v1::OUTCOME_PRINTED, ACCOUNT_CONSUMED},
        SourceCase{"PrintedFromNowhere", 0, 0, ACCOUNT_UNEXPLAINED, v1::OUTCOME_PRINTED, ACCOUNT_CONSUMED},
        SourceCase{"SpoiledFromAvailable", 0, 5, ACCOUNT_AVAILABLE, v1::OUTCOME_SPOILED,
                   ACCOUNT_SPOILED_HELD},
        SourceCase{"UncertainFromLost", 1, 0, ACCOUNT_LOST, v1::OUTCOME_UNCERTAIN, ACCOUNT_UNCERTAIN_HELD}),
    [](const auto& tested) { return tested.param.name; });

TEST_F(OutcomeTest, LateReleaseMovesNoBlank) {
  const v1::Job job = TakeOne();
  Report(job, v1::OUTCOME_PRINTED);
  const v1::OutcomeResult result = Report(job, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  EXPECT_TRUE(result.booked());
  EXPECT_TRUE(result.late());
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_EQ(Blanks(ACCOUNT_AVAILABLE), 9);
}

TEST_F(OutcomeTest, AReplacedStationsOutcomeIsForAPersonToSettle) {
  const v1::Job job = TakeOne();
  ChangeStation([](printers::StationRow& station) { station.set_epoch(2); });
  const v1::OutcomeResult result = Report(job, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  EXPECT_TRUE(result.late());
  EXPECT_TRUE(result.incident());
  EXPECT_EQ(State("r001"), "UNCERTAIN");
  EXPECT_EQ(Blanks(ACCOUNT_UNCERTAIN_HELD), 1);
}

// ---- doubt --------------------------------------------------------------------------------------------------------

TEST_F(OutcomeTest, OnePersonSettlesADoubtAsPrintedOrSpoiled) {
  const std::vector<v1::Job> jobs = Take(2);
  for (const v1::Job& job : jobs) Report(job, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
  EXPECT_EQ(ReasonOf(Resolve(jobs[0], v1::OUTCOME_NOT_PRINTED).status()), "TWO_PERSONS_NEEDED");
  EXPECT_EQ(ReasonOf(Resolve(jobs[0], v1::OUTCOME_PRINTED, "14.06").status()), "OUT_OF_SCOPE");
  ASSERT_OK(Resolve(jobs[0], v1::OUTCOME_PRINTED));
  ASSERT_OK(Resolve(jobs[1], v1::OUTCOME_SPOILED));
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_EQ(Record("r001").attempts(0).evidence(), "PERSON");
  EXPECT_EQ(State("r002"), "READY");
  EXPECT_EQ(Record("r002").spoil_count(), 1u);
  EXPECT_EQ(Blanks(ACCOUNT_UNCERTAIN_HELD), 0);
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
  EXPECT_EQ(Blanks(ACCOUNT_SPOILED_HELD), 1);
  EXPECT_EQ(ReasonOf(Resolve(jobs[0], v1::OUTCOME_PRINTED).status()), "FORBIDDEN_MOVE");
}

TEST_F(OutcomeTest, AnOperatorAtTheStationMaySettleItsOwnDoubtADriverMayNot) {
  const v1::Job job = TakeOne();
  Report(job, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
  EXPECT_TRUE(Report(job, v1::OUTCOME_SPOILED, v1::EVIDENCE_DRIVER).late());
  EXPECT_EQ(State("r001"), "UNCERTAIN");
  EXPECT_FALSE(Report(job, v1::OUTCOME_PRINTED).late());
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
}

TEST_F(OutcomeTest, AReportByAPersonIsKeptApartFromTheStationsJournal) {
  const std::vector<v1::Job> jobs = Take(2);
  v1::ReportOutcomesRequest by_hand;
  by_hand.set_station_id(kStation);
  *by_hand.add_outcomes() = ReportOf(jobs[0], v1::OUTCOME_PRINTED);
  const access::Act act = Sign(by_hand, Staff());
  ASSERT_OK(scheduler_.Report(act, by_hand));
  EXPECT_EQ(State("r001"), "PRINTED");
  v1::OutcomeReport by_station = ReportOf(jobs[1], v1::OUTCOME_PRINTED);
  by_station.set_seq(by_hand.outcomes(0).seq());
  EXPECT_TRUE(Send(by_station).booked());
}

}  // namespace
}  // namespace blangko::scheduler
