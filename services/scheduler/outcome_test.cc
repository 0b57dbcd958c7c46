// Outcomes are facts: booked once, never refused for being late, and never more cards than blanks.
#include "services/printers/health.h"
#include "services/scheduler/policy.h"
#include "services/scheduler/scheduler_fixture.h"
#include "services/stock/blank_uids.h"

namespace blangko::scheduler {
namespace {

using rows::v1::ACCOUNT_AVAILABLE;
using rows::v1::ACCOUNT_CONSUMED;
using rows::v1::ACCOUNT_RESERVED;
using rows::v1::ACCOUNT_SPOILED_HELD;
using rows::v1::ACCOUNT_UNCERTAIN_HELD;
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

// The chip of a spoiled blank stays that card's; a report that gives the blank back binds none.
TEST_F(OutcomeTest, TheUidOfTheBlankIsBoundWhereABlankWasUsed) {
  const auto uses = [&](const std::string& uid) {
    return storage::ViewFor<int>(store_,
                                 [&](storage::Snapshot& snapshot) -> absl::StatusOr<int> {
                                   ASSIGN_OR_RETURN(const rows::v1::BlankUid row,
                                                    stock::ReadUid(snapshot, uid));
                                   return row.uses_size();
                                 })
        .value();
  };
  v1::OutcomeReport report = ReportOf(TakeOne(), v1::OUTCOME_SPOILED);
  report.set_blank_uid("04:a1:b2:c3:d4:e5:f6");
  EXPECT_FALSE(Send(report).incident());
  EXPECT_EQ(uses("04A1B2C3D4E5F6"), 1);
  EXPECT_EQ(Record("r001").attempts(0).blank_uid(), "04:a1:b2:c3:d4:e5:f6");
  report = ReportOf(TakeOne(), v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  report.set_blank_uid("04A1B2C3D4E5F7");
  Send(report);
  EXPECT_EQ(uses("04A1B2C3D4E5F7"), 0);
}

TEST_F(OutcomeTest, ACardGivenBackForItsPhotoIsHeldForAPerson) {
  v1::OutcomeReport report = ReportOf(TakeOne(), v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  report.set_reason("FOTO_TIDAK_ADA");
  EXPECT_TRUE(Send(report).booked());
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Record("r001").hold().reason(), "FOTO_TIDAK_ADA");
  EXPECT_EQ(TakeOne().record_id(), "r002") << "no station is handed it again";
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

TEST_F(OutcomeTest, ATrustThatAPermissionWasGivenWithHoldsForItsCard) {
  rows::v1::Policy policy = DefaultPolicy();
  policy.set_office(kRegency);
  policy.add_trusted_drivers("file");
  GivenPolicy(policy);
  ChangePrinter([](printers::PrinterRow& printer) { printer.set_driver("file"); });
  const v1::Job trusted = TakeOne();
  EXPECT_TRUE(trusted.driver_trusted());
  policy.clear_trusted_drivers();
  clock_.Advance(absl::Seconds(1));
  GivenPolicy(policy);
  const v1::Job untrusted = TakeOne();
  EXPECT_FALSE(untrusted.driver_trusted());
  EXPECT_TRUE(Report(trusted, v1::OUTCOME_PRINTED, v1::EVIDENCE_DRIVER).booked());
  EXPECT_EQ(Report(untrusted, v1::OUTCOME_PRINTED, v1::EVIDENCE_DRIVER).error_reason(), "EVIDENCE_NEEDED");
}

TEST_F(OutcomeTest, WhoLookedStandsOnTheAttempt) {
  v1::OutcomeReport report = ReportOf(TakeOne(), v1::OUTCOME_PRINTED);
  report.set_operator_("sari");
  ASSERT_TRUE(Send(report).booked());
  EXPECT_EQ(Record("r001").attempts(0).looked_by(), "sari");
  ExpectLogsIntact();
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

// ---- by hand ------------------------------------------------------------------------------------------------------

class ByHandTest : public OutcomeTest {
 protected:
  v1::OutcomeResult ByHand(const v1::OutcomeReport& report, const std::string& station = kStation) {
    GivenSilent();
    const auto response = Ask(report, station, true);
    EXPECT_OK(response);
    return response.ok() ? response->results(0) : v1::OutcomeResult();
  }
  absl::StatusOr<v1::ReportOutcomesResponse> Ask(const v1::OutcomeReport& report, const std::string& station,
                                                 bool station_cannot) {
    v1::ReportOutcomesRequest request;
    request.set_station_id(station);
    request.set_station_cannot(station_cannot);
    *request.add_outcomes() = report;
    const access::Act act = Sign(request, Staff());
    return scheduler_.Report(act, request);
  }
  // The station says that this card came out and waits for a look.
  void LooksWaitFor(const v1::OutcomeReport& report) {
    v1::ExchangeJobsRequest request = ExchangeOf({}, 0);
    v1::JobRef& look = *request.add_looks();
    look.set_record_id(report.record_id());
    look.set_attempt(report.attempt());
    const access::Act act = Sign(request);
    EXPECT_OK(scheduler_.Exchange(act, request));
  }
  void GivenSilent() { clock_.Advance(printers::kSilentAfter + absl::Seconds(1)); }
};

TEST_F(ByHandTest, AReportByAPersonIsKeptApartFromTheStationsJournal) {
  const std::vector<v1::Job> jobs = Take(2);
  const v1::OutcomeReport by_hand = ReportOf(jobs[0], v1::OUTCOME_PRINTED);
  EXPECT_TRUE(ByHand(by_hand).booked());
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_EQ(Record("r001").attempts(0).evidence(), "OPERATOR");
  EXPECT_EQ(Record("r001").attempts(0).looked_by(), "local:budi");
  EXPECT_EQ(Printer().permits(), 1);
  v1::OutcomeReport by_station = ReportOf(jobs[1], v1::OUTCOME_PRINTED);
  by_station.set_seq(by_hand.seq());
  EXPECT_TRUE(Send(by_station).booked());
}

TEST_F(ByHandTest, APersonSaysWhatAPersonSawOfAnAttemptThatTheStationHad) {
  const v1::Job job = TakeOne();
  EXPECT_EQ(ByHand(ReportOf(job, v1::OUTCOME_PRINTED, v1::EVIDENCE_DRIVER)).error_reason(), "INVALID_FIELD");
  EXPECT_EQ(ByHand(ReportOf(job, v1::OUTCOME_RELEASED)).error_reason(), "TWO_PERSONS_NEEDED");
  v1::OutcomeReport causeless = ReportOf(job, v1::OUTCOME_SPOILED);
  causeless.clear_reason();
  EXPECT_EQ(ByHand(causeless).error_reason(), "INVALID_FIELD");
  v1::Job never = job;
  never.set_attempt(7);
  EXPECT_EQ(ByHand(ReportOf(never, v1::OUTCOME_PRINTED)).error_reason(), "INVALID_FIELD");
  GivenStation("pelalawan-2", {kRegency});
  EXPECT_EQ(ByHand(ReportOf(job, v1::OUTCOME_PRINTED), "pelalawan-2").error_reason(), "INVALID_FIELD");
  EXPECT_EQ(State("r001"), "STARTED");
  EXPECT_EQ(Blanks(ACCOUNT_RESERVED), 1);
}

TEST_F(ByHandTest, WhatIsKnownIsNotUndoneByHand) {
  const std::vector<v1::Job> jobs = Take(2);
  EXPECT_TRUE(ByHand(ReportOf(jobs[0], v1::OUTCOME_PRINTED)).booked());
  EXPECT_TRUE(ByHand(ReportOf(jobs[1], v1::OUTCOME_SPOILED)).booked());
  EXPECT_EQ(ByHand(ReportOf(jobs[0], v1::OUTCOME_SPOILED)).error_reason(), "FORBIDDEN_MOVE");
  EXPECT_EQ(ByHand(ReportOf(jobs[0], v1::OUTCOME_UNCERTAIN)).error_reason(), "FORBIDDEN_MOVE");
  EXPECT_EQ(ByHand(ReportOf(jobs[1], v1::OUTCOME_UNCERTAIN)).error_reason(), "FORBIDDEN_MOVE");
  EXPECT_TRUE(ByHand(ReportOf(jobs[1], v1::OUTCOME_PRINTED)).incident()) << "it was found good after all";
}

TEST_F(ByHandTest, ALateDoubtIsSettledByWhoHasFoundTheCard) {
  const v1::Job job = TakeOne();
  Report(job, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  Report(job, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
  EXPECT_TRUE(ByHand(ReportOf(job, v1::OUTCOME_SPOILED)).booked());
  EXPECT_EQ(Blanks(ACCOUNT_UNCERTAIN_HELD), 0);
  EXPECT_EQ(Blanks(ACCOUNT_SPOILED_HELD), 1);
  EXPECT_EQ(Blanks(ACCOUNT_AVAILABLE), 9);
}

// The station could not say it; when it can, nothing is booked twice.
TEST_F(ByHandTest, WhatTheStationSaysAfterwardsIsTheSameCard) {
  const v1::Job job = TakeOne();
  EXPECT_TRUE(ByHand(ReportOf(job, v1::OUTCOME_PRINTED)).booked());
  const v1::OutcomeResult late = Report(job, v1::OUTCOME_PRINTED, v1::EVIDENCE_DRIVER);
  EXPECT_TRUE(late.booked());
  EXPECT_TRUE(late.late());
  EXPECT_FALSE(late.incident());
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
  EXPECT_EQ(Blanks(ACCOUNT_AVAILABLE), 9);
}

TEST_F(ByHandTest, AStationThatIsHeardOfReportsItself) {
  const v1::OutcomeReport report = ReportOf(TakeOne(), v1::OUTCOME_PRINTED);
  clock_.Advance(printers::kSilentAfter);
  const auto refused = Ask(report, kStation, false);
  EXPECT_EQ(ReasonOf(refused.status()), "STATION_ALIVE");
  EXPECT_THAT(refused.status().message(), testing::HasSubstr("heard of 90 s ago"));
  EXPECT_THAT(IndonesianOf(refused.status()), testing::HasSubstr("blangko-station look"));
  EXPECT_EQ(State("r001"), "STARTED");
  clock_.Advance(absl::Seconds(1));
  EXPECT_OK(Ask(report, kStation, false));
  EXPECT_EQ(State("r001"), "PRINTED");
}

TEST_F(ByHandTest, ALivingStationIsSpokenForWhenSomebodySaysThatItCannot) {
  const v1::OutcomeReport report = ReportOf(TakeOne(), v1::OUTCOME_PRINTED);
  EXPECT_EQ(ReasonOf(Ask(report, kStation, false).status()), "STATION_ALIVE");
  const auto unsaid = Ask(report, kStation, true);
  ASSERT_OK(unsaid);
  EXPECT_EQ(unsaid->results(0).error_reason(), "STATION_MAY_PRINT")
      << "it has not said that the card came out";
  LooksWaitFor(report);
  const auto said = Ask(report, kStation, true);
  ASSERT_OK(said);
  EXPECT_TRUE(said->results(0).booked());
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_TRUE(Send(report).booked()) << "the station's own word needs no flag";
}

}  // namespace
}  // namespace blangko::scheduler
