// Who gets a blank, in which order, and who gets none.
#include "services/scheduler/limits.h"
#include "services/scheduler/policy.h"
#include "services/scheduler/scheduler_fixture.h"

namespace blangko::scheduler {
namespace {

using rows::v1::ACCOUNT_AVAILABLE;
using rows::v1::ACCOUNT_RESERVED;
using testing::ElementsAre;
using testing::HasSubstr;

class GrantTest : public SchedulerFixture {};

TEST_F(GrantTest, OldestRecordedFirstAndTiesByReadyTimeThenId) {
  GivenBlanks(kRegency, 10);
  GivenRecord("d", {.recorded_day = 2});
  GivenRecord("c", {.recorded_day = 1, .ready_day = 900});
  GivenRecord("b", {.recorded_day = 1, .ready_day = 901});
  GivenRecord("a", {.recorded_day = 1, .ready_day = 901});
  GivenRecord("e", {.recorded_day = 0, .ready_day = 999});
  EXPECT_THAT(Ids(Pull(10)), ElementsAre("e", "c", "a", "b", "d"));
}

TEST_F(GrantTest, FirstCardsComeBeforeReplacementsWhateverTheirAge) {
  GivenBlanks(kRegency, 10);
  GivenRecord("old-replacement", {.recorded_day = 0, .first_card = false});
  GivenRecord("young-first", {.recorded_day = 300});
  GivenRecord("old-first", {.recorded_day = 10});
  EXPECT_THAT(Ids(Take(10)), ElementsAre("old-first", "young-first", "old-replacement"));
}

TEST_F(GrantTest, NobodyIsGrantedMoreThanThereAreBlanks) {
  GivenBlanks(kRegency, 3);
  GivenRecords("r", 10);
  EXPECT_THAT(Ids(Pull(10)), ElementsAre("r001", "r002", "r003"));
  EXPECT_EQ(Blanks(ACCOUNT_RESERVED), 3);
  EXPECT_EQ(Blanks(ACCOUNT_AVAILABLE), 0);
  EXPECT_EQ(State("r004"), "READY");
  EXPECT_EQ(ReasonOf(TryPull(10).status()), "NO_BLANKS");
  EXPECT_EQ(TryPull(10).status().code(), absl::StatusCode::kFailedPrecondition);
  ExpectLogsIntact();
}

TEST_F(GrantTest, ALaterRecordDoesNotJumpTheLine) {
  GivenBlanks(kRegency, 10);
  GivenRecords("r", 4, {.recorded_day = 10});
  EXPECT_THAT(Ids(Pull(2)), ElementsAre("r001", "r002"));
  GivenRecord("newcomer", {.recorded_day = 200});
  GivenRecord("older", {.recorded_day = 1});  // comes in late but was recorded first: the key counts
  EXPECT_THAT(Ids(Pull(10)), ElementsAre("older", "r003", "r004", "newcomer"));
}

TEST_F(GrantTest, NothingIsWaiting) {
  GivenBlanks(kRegency, 10);
  const auto empty = TryPull(5);
  ASSERT_OK(empty);
  EXPECT_EQ(empty->empty_reason(), kNoRecords);
  EXPECT_GE(empty->next_poll_after().seconds(), 1);
  EXPECT_EQ(RowsOf(storage::Table::kRequest), 1u);  // only the one of the offices
}

TEST_F(GrantTest, SitesOfOneStationAreMergedAndEachUsesItsOwnBlanks) {
  GivenBlanks(kRegency, 10);
  GivenBlanks(kLangkai, 1, "L2");
  GivenStation(kStation, {kRegency, kLangkai});
  GivenRecord("k1", {.recorded_day = 1, .site = kLangkai});
  GivenRecord("r2", {.recorded_day = 2});
  GivenRecord("k3", {.recorded_day = 3, .site = kLangkai});
  GivenRecord("r4", {.recorded_day = 4});
  EXPECT_THAT(Ids(Pull(10)), ElementsAre("k1", "r2", "r4"));
  EXPECT_EQ(Blanks(ACCOUNT_RESERVED, kLangkai, "L2"), 1);
  EXPECT_EQ(Blanks(ACCOUNT_RESERVED), 2);
}

TEST_F(GrantTest, AHeadIsPassedOnlyForACauseAndTheGrantSaysSo) {
  GivenBlanks(kRegency, 5);
  GivenRecord("other-type", {.recorded_day = 1, .blank_type = "KTP-9"});
  GivenRecord("fits", {.recorded_day = 2});
  EXPECT_THAT(Ids(Pull(5)), ElementsAre("fits"));
  records::v1::GetRecordRequest request;
  request.set_record_id("fits");
  const auto got = records_.Get(Staff(), request);
  ASSERT_OK(got);
  ASSERT_EQ(got->record().history_size(), 1);
  EXPECT_THAT(got->record().history(0).reason(), HasSubstr("passed over: other-type NO_BLANKS"));
  EXPECT_EQ(State("other-type"), "READY");
}

TEST_F(GrantTest, ALotIsUsedOnlyForWhatItMayBeUsedFor) {
  GivenBlanks(kRegency, 5, "L1", "KTP-2", {records::v1::REQUEST_TYPE_FIRST_ISSUANCE});
  GivenRecord("lost", {.first_card = false});
  EXPECT_EQ(ReasonOf(TryPull(5).status()), "LOT_NOT_ALLOWED");
  GivenRecord("first", {});
  EXPECT_THAT(Ids(Pull(5)), ElementsAre("first"));
}

TEST_F(GrantTest, APrinterTakesOnlyTheBlanksItCanPrint) {
  GivenBlanks(kRegency, 5, "L1", "KTP-2");
  GivenBlanks(kRegency, 5, "L2", "KTP-3");
  ChangePrinter([](printers::PrinterRow& printer) { printer.add_blank_types("KTP-3"); });
  GivenRecord("wants-2", {.recorded_day = 1, .blank_type = "KTP-2"});
  GivenRecord("any", {.recorded_day = 2});
  const std::vector<v1::Job> jobs = Pull(5);
  EXPECT_THAT(Ids(jobs), ElementsAre("any"));
  EXPECT_EQ(jobs.at(0).lot(), "L2");
}

TEST_F(GrantTest, LotsAreUsedOldestFirst) {
  GivenBlanks(kRegency, 1, "L1");
  GivenBlanks(kRegency, 1, "L2");
  GivenRecords("r", 2);
  const std::vector<v1::Job> jobs = Pull(5);
  ASSERT_EQ(jobs.size(), 2u);
  EXPECT_EQ(jobs[0].lot(), "L1");
  EXPECT_EQ(jobs[1].lot(), "L2");
}

TEST_F(GrantTest, AGrantCarriesWhatTheStationNeeds) {
  GivenBlanks(kRegency, 1);
  GivenRecord("r");
  const std::vector<v1::Job> jobs = Pull(1);
  ASSERT_EQ(jobs.size(), 1u);
  EXPECT_EQ(jobs[0].attempt(), 1u);
  EXPECT_EQ(jobs[0].site(), kRegency);
  EXPECT_EQ(jobs[0].class_name(), "Cetak pertama");
  EXPECT_EQ(jobs[0].personal().name(), "SITI r");
  EXPECT_FALSE(jobs[0].permitted());
  EXPECT_EQ(jobs[0].reclaim_time().seconds(), absl::ToUnixSeconds(clock_.Now()) + 600);
}

TEST_F(GrantTest, AnExchangeGrantsAndPermitsInOneStep) {
  GivenBlanks(kRegency, 2);
  GivenRecords("r", 3);
  const std::vector<v1::Job> jobs = Take(3);
  ASSERT_EQ(jobs.size(), 2u);
  EXPECT_TRUE(jobs[0].permitted());
  EXPECT_EQ(State("r001"), "STARTED");
  EXPECT_EQ(Printer().permits(), 2);
  EXPECT_EQ(RowsOf(storage::Table::kPermit), 2u);
  EXPECT_EQ(RowsOf(storage::Table::kDue), 0u);  // no clock looks at them
}

TEST_F(GrantTest, ARepeatedRequestGivesTheSameJobs) {
  GivenBlanks(kRegency, 5);
  GivenRecords("r", 5);
  v1::PullJobsRequest pull = PullOf(2);
  const access::Act act = Sign(pull);
  const auto first = scheduler_.Pull(act, pull);
  const auto again = scheduler_.Pull(act, pull);
  ASSERT_OK(first);
  ASSERT_OK(again);
  EXPECT_EQ(first->SerializeAsString(), again->SerializeAsString());
  EXPECT_EQ(Blanks(ACCOUNT_RESERVED), 2);
  pull.set_max_jobs(3);
  access::Act other = act;
  other.fingerprint = access::Fingerprint(pull);
  EXPECT_EQ(ReasonOf(scheduler_.Pull(other, pull).status()), "REQUEST_ID_REUSED");
}

TEST_F(GrantTest, ARepeatedExchangeGivesTheSamePermissions) {
  GivenBlanks(kRegency, 5);
  GivenRecords("r", 5);
  const std::vector<v1::Job> jobs = Take(1);
  v1::ExchangeJobsRequest exchange = ExchangeOf({ReportOf(jobs.at(0), v1::OUTCOME_PRINTED)}, 2);
  const access::Act act = Sign(exchange);
  const auto first = scheduler_.Exchange(act, exchange);
  ChangePrinter([](printers::PrinterRow& printer) { printer.set_held_reason("servis"); });
  auto again = scheduler_.Exchange(act, exchange);
  ASSERT_OK(first);
  ASSERT_OK(again);
  EXPECT_EQ(again->begin_nothing(), "PRINTER_HELD") << "that is said of now";
  again->clear_begin_nothing();
  EXPECT_EQ(first->SerializeAsString(), again->SerializeAsString());
  EXPECT_THAT(Ids(Jobs(again)), ElementsAre("r002", "r003"));
  EXPECT_EQ(Printer().permits(), 2);
}

struct RefusalCase {
  std::string name;
  std::string reason;
  absl::StatusCode code;
  void (*spoil)(printers::StationRow&, printers::PrinterRow&);
  bool pull_too = true;  // a reservation is refused as well as a permission
};

class RefusalTest : public SchedulerFixture, public testing::WithParamInterface<RefusalCase> {};

TEST_P(RefusalTest, NothingIsTakenAndTheReasonIsNamed) {
  GivenBlanks(kRegency, 5);
  GivenRecords("r", 5);
  ChangeStation([&](printers::StationRow& station) {
    printers::PrinterRow unused;
    GetParam().spoil(station, unused);
  });
  ChangePrinter([&](printers::PrinterRow& printer) {
    printers::StationRow unused;
    GetParam().spoil(unused, printer);
  });
  const auto exchanged = TryExchange({}, 3);
  EXPECT_EQ(ReasonOf(exchanged.status()), GetParam().reason);
  EXPECT_EQ(exchanged.status().code(), GetParam().code);
  EXPECT_NE(IndonesianOf(exchanged.status()), "");
  const auto pulled = TryPull(3);
  EXPECT_EQ(ReasonOf(pulled.status()), GetParam().pull_too ? GetParam().reason : "");
  if (!GetParam().pull_too) return;
  EXPECT_EQ(Blanks(ACCOUNT_RESERVED), 0);
  EXPECT_EQ(State("r001"), "READY");
}

constexpr auto kFailed = absl::StatusCode::kFailedPrecondition;
INSTANTIATE_TEST_SUITE_P(
    Cases, RefusalTest,
    testing::Values(RefusalCase{"DeadPrinter", "PRINTER_DOWN", kFailed,
                                [](auto&, auto& printer) { printer.add_reasons("media-empty"); }},
                    RefusalCase{"NoRibbon", "RIBBON_EMPTY", kFailed,
                                [](auto&, auto& printer) { printer.add_reasons("marker-supply-empty"); }},
                    RefusalCase{"RibbonForPermittedCardsOnly", "RIBBON_TAKEN", kFailed,
                                [](auto&, auto& printer) { printer.set_supply_room(0); }},
                    RefusalCase{"HeldPrinter", "PRINTER_HELD", kFailed,
                                [](auto&, auto& printer) { printer.set_held_reason("servis"); }},
                    RefusalCase{"StationOff", "STATION_DISABLED", kFailed,
                                [](auto& station, auto&) { station.set_enabled(false); }},
                    RefusalCase{"DutyLimit", "DUTY_LIMIT_REACHED", kFailed,
                                [](auto&, auto& printer) {
                                  printer.set_duty_limit_per_day(100);
                                  printer.set_duty_count(100);
                                  printer.set_duty_day(
                                      access::OfficeDay(absl::FixedTimeZone(7 * 3600), TestStart()));
                                }},
                    RefusalCase{"WindowFull", "WINDOW_FULL", kFailed,
                                [](auto&, auto& printer) {
                                  printer.set_window(2);
                                  printer.set_permits(2);
                                },
                                false}),
    [](const auto& tested) { return tested.param.name; });

TEST_F(GrantTest, OthersMayNotTakeForAStation) {
  GivenBlanks(kRegency, 5);
  GivenRecords("r", 5);
  v1::PullJobsRequest pull = PullOf(1);
  EXPECT_EQ(ReasonOf(scheduler_.Pull(Sign(pull, StationAct(kOtherStation)), pull).status()), "OUT_OF_SCOPE");
  access::Act auditor = Staff();
  auditor.actor.role = access::Role::kAuditor;
  EXPECT_EQ(ReasonOf(scheduler_.Pull(Sign(pull, auditor), pull).status()), "NOT_ALLOWED");
  EXPECT_EQ(ReasonOf(scheduler_.Pull(Sign(pull, Staff("14.06")), pull).status()), "OUT_OF_SCOPE");
  EXPECT_OK(scheduler_.Pull(Sign(pull, Staff("14.05")), pull));  // an operator at the station's keyboard
  v1::PullJobsRequest unknown = PullOf(1, "tidak-ada");
  EXPECT_EQ(ReasonOf(scheduler_.Pull(Sign(unknown, Staff()), unknown).status()), "UNKNOWN_STATION");
  v1::PullJobsRequest bad = PullOf(51);
  EXPECT_EQ(ReasonOf(scheduler_.Pull(Sign(bad), bad).status()), "INVALID_FIELD");
}

TEST_F(GrantTest, TheDutyLimitLeavesOnlyWhatTheDayStillAllows) {
  GivenBlanks(kRegency, 9);
  GivenRecords("r", 9);
  ChangePrinter([](printers::PrinterRow& printer) { printer.set_duty_limit_per_day(3); });
  EXPECT_EQ(Take(2).size(), 2u);
  EXPECT_EQ(Take(5).size(), 1u);
  EXPECT_EQ(ReasonOf(TryExchange({}, 5).status()), "DUTY_LIMIT_REACHED");
  clock_.Advance(absl::Hours(24));
  EXPECT_EQ(Take(5).size(), 3u);
}

TEST_F(GrantTest, ARibbonForFiveCardsIsFivePermissions) {
  GivenBlanks(kRegency, 9);
  GivenRecords("r", 9);
  ChangePrinter([](printers::PrinterRow& printer) { printer.set_supply_room(5); });
  EXPECT_EQ(Take(3).size(), 3u);
  const std::vector<v1::Job> last = Take(9);
  EXPECT_EQ(last.size(), 2u);
  EXPECT_EQ(ReasonOf(TryExchange({}, 5).status()), "RIBBON_TAKEN");
  Report(last[0], v1::OUTCOME_PRINTED);  // its ribbon is used
  EXPECT_EQ(ReasonOf(TryExchange({}, 5).status()), "RIBBON_TAKEN");
  Report(last[1], v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);  // and this one's is not
  EXPECT_EQ(Take(9).size(), 1u);
}

TEST_F(GrantTest, AHintedHeadMissesNobody) {
  GivenBlanks(kRegency, 30);
  GivenRecords("r", 10, {.recorded_day = 10});
  EXPECT_EQ(Pull(5).size(), 5u);
  GivenRecord("before-the-head", {.recorded_day = 5});
  EXPECT_THAT(Ids(Pull(2)), ElementsAre("before-the-head", "r006"));
  clock_.Advance(absl::Hours(1));
  Reclaim();
  EXPECT_THAT(Ids(Pull(3)), ElementsAre("before-the-head", "r001", "r002"));
}

TEST_F(GrantTest, AnOldGenerationIsServedByTheNewPolicy) {
  GivenBlanks(kRegency, 9);
  GivenRecord("before", {.recorded_day = 5});
  rows::v1::Policy policy = DefaultPolicy();
  policy.set_office(kRegency);
  policy.set_fifo_key(v1::FIFO_KEY_READY);
  GivenPolicy(policy);
  GivenRecord("after", {.recorded_day = 1, .ready_day = 3});
  EXPECT_EQ(Record("after").generation(), 1u);
  EXPECT_THAT(Ids(Pull(9)), ElementsAre("after", "before"));
}

}  // namespace
}  // namespace blangko::scheduler
