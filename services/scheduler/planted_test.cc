// Planted bugs: each check is clean without the bug and fails with it. A check that cannot fail is a defect.
#include <cstdlib>

#include "services/scheduler/doubts_fixture.h"
#include "services/scheduler/policy.h"
#include "services/stock/blocked_uids.h"

namespace blangko::scheduler {
namespace {

using rows::v1::ACCOUNT_CONSUMED;
using rows::v1::ACCOUNT_RESERVED;

class PlantedTest : public DoubtsFixture {
 protected:
  PlantedTest() {
    GivenBlanks(kRegency, 10);
    GivenRecords("r", 5);
  }
  ~PlantedTest() override { unsetenv("BLANGKO_PLANT"); }
  static void Plant(const char* name) { setenv("BLANGKO_PLANT", name, 1); }

  // INV-7: a start that quotes an attempt that is not the current one changes nothing.
  bool OldAttemptsAreFenced() {
    const v1::Job old = Pull(1).at(0);
    EXPECT_EQ(Release(old), "");
    Pull(1);
    return Start(old) == "STALE_ATTEMPT";
  }
  // INV-24: no clock frees what a station may print.
  bool NoClockFreesStarted() {
    EXPECT_EQ(Start(Pull(1).at(0)), "");
    clock_.Advance(absl::Hours(24));
    Reclaim();
    return State("r001") == "STARTED";
  }
  // INV-11: who returns keeps the place in the line.
  bool SpoiledKeepsItsPlace() {
    Report(Take(1).at(0), v1::OUTCOME_SPOILED);
    return Take(1).at(0).record_id() == "r001";
  }
  // INV-11: a pull that ran again, as the store may, or that was refused, passes nobody over.
  bool NobodyIsPassedOver() {
    for (const char* next : {"r001", "r002", "r003", "r004", "r005"}) {
      const auto jobs = Pull(1);
      if (jobs.empty() || jobs.at(0).record_id() != next) return false;
    }
    return true;
  }
  // INV-10: a late fact is booked.
  bool LateFactsAreBooked() {
    const v1::Job job = Pull(1).at(0);
    EXPECT_EQ(Release(job), "");
    Report(job, v1::OUTCOME_PRINTED);
    return Blanks(ACCOUNT_CONSUMED) == 1 && State("r001") == "HELD";
  }
  // Names go only to the station that had the card.
  bool NamesStayWithTheirStation() {
    v1::ExchangeJobsRequest ask = ExchangeOf({}, 0, kOtherStation);
    *ask.add_held() = Ref(Take(1).at(0));
    const access::Act act = Sign(ask);
    const auto answer = scheduler_.Exchange(act, ask);
    EXPECT_OK(answer);
    return answer.ok() && answer->held().empty();
  }
  // INV-17: a station acts only for itself and for the sites that it serves.
  bool StationsKeepToTheirScope() {
    v1::PullJobsRequest pull = PullOf(1);
    const access::Act act = Sign(pull, StationAct(kOtherStation));
    return ReasonOf(scheduler_.Pull(act, pull).status()) == "OUT_OF_SCOPE";
  }
  // A hold that was asked for while the card was at the station ends when it was meant to.
  bool AnAskedHoldEnds() {
    const v1::Job job = Take(1).at(0);
    records::v1::HoldRecordRequest hold;
    hold.set_record_id("r001");
    hold.mutable_until()->set_seconds(absl::ToUnixSeconds(clock_.Now() + absl::Hours(2)));
    const access::Act act = Sign(hold, Staff());
    EXPECT_OK(records_.Hold(act, hold));
    Report(job, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
    clock_.Advance(absl::Hours(3));
    EXPECT_OK(records_.WakeDue(clock_.Now(), 10));
    return State("r001") == "READY";
  }
  // INV-6: what a station printed since the backup may not be granted again.
  bool ARestoreWaitsForJournals() {
    SeededRng rng(7);
    EXPECT_OK(store_.Update("test.restore", [&](storage::Txn& txn) {
      return printers::BeginAwaiting(txn, rows::v1::Restore(), rng);
    }));
    return !TryExchange({}, 1).ok();
  }
  // INV-4: a chip is in one card. The second card that claims it is booked, and somebody must look.
  bool UidsAreUnique() {
    const std::vector<v1::Job> jobs = Take(2);
    SendWithUid(jobs.at(0));
    return SendWithUid(jobs.at(1)).incident() && Blanks(ACCOUNT_CONSUMED) == 2;
  }
  bool BlockedUidsAreSeen() {
    EXPECT_OK(store_.Update("test.block", [&](storage::Txn& txn) -> absl::Status {
      ASSIGN_OR_RETURN(const rows::v1::BlockedUids range, stock::RangeOf(kUid, ""));
      return stock::AddBlock(txn, Staff(), range).status();
    }));
    return SendWithUid(Take(1).at(0)).incident();
  }
  v1::OutcomeResult SendWithUid(const v1::Job& job) {
    v1::OutcomeReport report = ReportOf(job, v1::OUTCOME_PRINTED);
    report.set_blank_uid(kUid);
    return Send(report);
  }
  const char* planted_ = nullptr;  // from the second step on
  static constexpr char kUid[] = "04A1B2C3D4E5F6";

  // At most a window of cards is permitted that did not come out: a card waits for a look only if it was permitted.
  bool LooksNeedPermits() {
    ChangePrinter([](printers::PrinterRow& printer) { printer.set_window(1); });
    Take(1);
    v1::ExchangeJobsRequest exchange = ExchangeOf({}, 1);
    exchange.add_looks()->set_record_id("r004");
    exchange.mutable_looks(0)->set_attempt(1);
    const access::Act act = Sign(exchange);
    return ReasonOf(scheduler_.Exchange(act, exchange).status()) == "WINDOW_FULL";
  }
  // Nobody gets a second card while a first one may be out.
  bool LateDoubtStopsTheLine() {
    const v1::Job job = Take(1).at(0);
    Report(job, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
    Report(job, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
    return Take(1).at(0).record_id() == "r002";
  }
  // INV-22: one card is one blank, whatever is said of it.
  bool OneCardIsOneBlank() {
    const v1::Job job = Take(1).at(0);
    Report(job, v1::OUTCOME_SPOILED);
    Report(job, v1::OUTCOME_PRINTED);
    return Blanks(rows::v1::ACCOUNT_AVAILABLE) == 9;
  }
  // What a station can say itself, nobody says beside it.
  bool LivingStationsSpeakForThemselves() {
    v1::ReportOutcomesRequest by_hand;
    by_hand.set_station_id(kStation);
    *by_hand.add_outcomes() = ReportOf(Take(1).at(0), v1::OUTCOME_PRINTED);
    const access::Act act = Sign(by_hand, Staff());
    return ReasonOf(scheduler_.Report(act, by_hand).status()) == "STATION_ALIVE";
  }
  // Whoever remembers a policy forgets it with the next one.
  bool ANewPolicyHolds() {
    rows::v1::Policy policy = DefaultPolicy();
    policy.set_office(kRegency);
    const auto limit_after = [&](int limit) {
      policy.set_spoil_limit(limit);
      GivenPolicy(policy);
      return scheduler_.GetPolicy(Staff(), kRegency, clock_.Now())->spoil_limit();
    };
    unsetenv("BLANGKO_PLANT");
    EXPECT_EQ(limit_after(3), 3);
    if (const char* planted = planted_) Plant(planted);
    return limit_after(4) == 4;
  }
  // INV-16: that another card may be printed is for two persons to say.
  bool NotPrintedTakesTwo() {
    const v1::Job job = Take(1).at(0);
    Report(job, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
    const access::Actor siti = GivenPerson("siti", access::v1::ROLE_SUPERVISOR);
    v1::ResolveJobRequest request =
        DecisionOf(job, v1::OUTCOME_NOT_PRINTED, v1::NOT_PRINTED_EVIDENCE_FULL_COUNT);
    request.add_counts()->set_lot("L1");
    request.mutable_counts(0)->set_blank_count(10);
    return Decide(siti, request) == "1" && State("r001") == "UNCERTAIN";
  }
  // One live card: while a card of the record is out, no release leads to another one.
  bool NoReleaseWhileACardIsOut() {
    const v1::Job job = Take(1).at(0);
    Report(job, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
    Report(job, v1::OUTCOME_PRINTED);
    records::v1::ReleaseRecordRequest request;
    request.set_record_id("r001");
    request.set_reason("dilanjutkan");
    const access::Act act = Sign(request, Staff());
    return ReasonOf(records_.Release(act, request).status()) == "CARD_IS_OUT";
  }
  // Nor is it forgotten for another hold.
  bool SpoilsHideNoCard() {
    const v1::Job old = Take(1).at(0);
    Report(old, v1::OUTCOME_SPOILED);
    const v1::Job current = Take(1).at(0);
    Report(old, v1::OUTCOME_PRINTED);
    Report(current, v1::OUTCOME_SPOILED);
    return Record("r001").hold().reason() == "LATE_PRINTED";
  }
  // Nor does a cancel hide it.
  bool NoCancelWhileACardIsOut() {
    const v1::Job job = Take(1).at(0);
    Report(job, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
    Report(job, v1::OUTCOME_PRINTED);
    records::v1::CancelRecordRequest request;
    request.set_record_id("r001");
    request.set_reason("pindah");
    const access::Act act = Sign(request, Staff());
    return ReasonOf(records_.Cancel(act, request).status()) == "CARD_IS_OUT";
  }
  // INV-6b: one live card of a person, whichever record it was printed for.
  bool OtherRecordsWaitToo() {
    GivenRecord("again", {.recorded_day = 30, .person = "r001"});
    const v1::Job job = Take(1).at(0);
    Report(job, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
    Report(job, v1::OUTCOME_PRINTED);
    return State("again") == "HELD";
  }
  // The blank of an attempt follows the words of the station that has it.
  bool OnlyItsStationMovesABlank() {
    GivenStation("pelalawan-2", {kRegency});
    const v1::Job job = Take(1).at(0);
    Report(job, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
    Send(ReportOf(job, v1::OUTCOME_PRINTED), "pelalawan-2");
    return Blanks(rows::v1::ACCOUNT_UNCERTAIN_HELD) == 1;
  }
  // INV-4: the chip that was read is the card's, whatever somebody types.
  bool AnotherChipDecidesNothing() {
    const v1::Job job = Take(1).at(0);
    v1::OutcomeReport doubt = ReportOf(job, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
    doubt.set_blank_uid("04A1B2C3D4E5F6");
    Send(doubt);
    v1::OutcomeReport said = ReportOf(job, v1::OUTCOME_PRINTED);
    said.set_blank_uid("04FFFFFFFFFFFF");
    return Send(said).incident() && State("r001") == "UNCERTAIN";
  }
  // Cards that wait for a look are no blanks in a drawer.
  bool ACountIsOfBlanks() {
    const v1::Job job = Take(1).at(0);
    Report(job, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
    v1::ExchangeJobsRequest exchange = ExchangeOf({}, 0);
    *exchange.add_looks() = Ref(Take(1).at(0));
    const access::Act act = Sign(exchange);
    EXPECT_OK(scheduler_.Exchange(act, exchange));
    const access::Actor siti = GivenPerson("siti", access::v1::ROLE_SUPERVISOR);
    v1::ResolveJobRequest request =
        DecisionOf(job, v1::OUTCOME_NOT_PRINTED, v1::NOT_PRINTED_EVIDENCE_FULL_COUNT);
    request.add_counts()->set_lot("L1");
    request.mutable_counts(0)->set_blank_count(9);
    return Decide(siti, request) == "1";
  }
  // INV-8: a station that was declared lost has no right to print any more.
  bool ALostStationIsOut() {
    const std::vector<v1::Job> jobs = Take(1);
    const access::Actor siti = GivenPerson("siti", access::v1::ROLE_SUPERVISOR);
    const access::Actor budi = GivenPerson("budi", access::v1::ROLE_CENTRE);
    EXPECT_EQ(Void(siti, jobs), "1");
    EXPECT_EQ(Approve(budi, "1"), "");
    return !Station().enabled() && ReasonOf(TryExchange({}, 1).status()) == "STATION_DISABLED";
  }
  // INV-12: as many blanks are reserved as there are grants and permissions.
  bool EachGrantHasABlank() { return static_cast<int64_t>(Pull(3).size()) == Blanks(ACCOUNT_RESERVED); }
};

TEST_F(PlantedTest, CleanWithoutABug) {
  EXPECT_TRUE(EachGrantHasABlank());
  EXPECT_TRUE(StationsKeepToTheirScope());
}
TEST_F(PlantedTest, FenceIsClean) { EXPECT_TRUE(OldAttemptsAreFenced()); }
TEST_F(PlantedTest, ClockIsClean) { EXPECT_TRUE(NoClockFreesStarted()); }
TEST_F(PlantedTest, PlaceIsClean) { EXPECT_TRUE(SpoiledKeepsItsPlace()); }
TEST_F(PlantedTest, OrderIsClean) { EXPECT_TRUE(NobodyIsPassedOver()); }
TEST_F(PlantedTest, LateFactIsClean) { EXPECT_TRUE(LateFactsAreBooked()); }

TEST_F(PlantedTest, AskedHoldIsClean) { EXPECT_TRUE(AnAskedHoldEnds()); }

TEST_F(PlantedTest, CatchesAskedHoldForgetsItsEnd) {
  Plant("asked-hold-forgets-its-end");
  EXPECT_FALSE(AnAskedHoldEnds());
}
TEST_F(PlantedTest, PoliciesAreClean) { EXPECT_TRUE(ANewPolicyHolds()); }
TEST_F(PlantedTest, CatchesPolicyRememberedTooLong) {
  planted_ = "policy-remembered-too-long";
  EXPECT_FALSE(ANewPolicyHolds());
}
TEST_F(PlantedTest, LateDoubtIsClean) { EXPECT_TRUE(LateDoubtStopsTheLine()); }
TEST_F(PlantedTest, OneBlankIsClean) { EXPECT_TRUE(OneCardIsOneBlank()); }
TEST_F(PlantedTest, ReportsByHandAreClean) { EXPECT_TRUE(LivingStationsSpeakForThemselves()); }
TEST_F(PlantedTest, LooksAreClean) { EXPECT_TRUE(LooksNeedPermits()); }

TEST_F(PlantedTest, UidsAreClean) { EXPECT_TRUE(UidsAreUnique()); }
TEST_F(PlantedTest, BlockedUidsAreClean) { EXPECT_TRUE(BlockedUidsAreSeen()); }
TEST_F(PlantedTest, CardsOutAreClean) { EXPECT_TRUE(NoReleaseWhileACardIsOut()); }
TEST_F(PlantedTest, SpoilsAreClean) { EXPECT_TRUE(SpoilsHideNoCard()); }
TEST_F(PlantedTest, CancelsAreClean) { EXPECT_TRUE(NoCancelWhileACardIsOut()); }
TEST_F(PlantedTest, OtherRecordsAreClean) { EXPECT_TRUE(OtherRecordsWaitToo()); }
TEST_F(PlantedTest, ForeignWordsAreClean) { EXPECT_TRUE(OnlyItsStationMovesABlank()); }
TEST_F(PlantedTest, ChipsAreClean) { EXPECT_TRUE(AnotherChipDecidesNothing()); }
TEST_F(PlantedTest, CountsAreClean) { EXPECT_TRUE(ACountIsOfBlanks()); }
TEST_F(PlantedTest, NotPrintedIsClean) { EXPECT_TRUE(NotPrintedTakesTwo()); }
TEST_F(PlantedTest, LostStationIsClean) { EXPECT_TRUE(ALostStationIsOut()); }

TEST_F(PlantedTest, RestoreIsClean) { EXPECT_TRUE(ARestoreWaitsForJournals()); }

TEST_F(PlantedTest, CatchesRestoreForgetsStations) {
  Plant("restore-forgets-stations");
  EXPECT_FALSE(ARestoreWaitsForJournals());
}
TEST_F(PlantedTest, CatchesUsedUidUnnoticed) {
  Plant("used-uid-unnoticed");
  EXPECT_FALSE(UidsAreUnique());
}
TEST_F(PlantedTest, CatchesBlockedUidPrinted) {
  Plant("blocked-uid-printed");
  EXPECT_FALSE(BlockedUidsAreSeen());
}
TEST_F(PlantedTest, CatchesReleaseWhileACardIsOut) {
  Plant("release-while-card-is-out");
  EXPECT_FALSE(NoReleaseWhileACardIsOut());
}
TEST_F(PlantedTest, CatchesSpoilsHideACard) {
  Plant("spoils-hide-a-card");
  EXPECT_FALSE(SpoilsHideNoCard());
}
TEST_F(PlantedTest, CatchesCancelWhileACardIsOut) {
  Plant("cancel-while-card-is-out");
  EXPECT_FALSE(NoCancelWhileACardIsOut());
}
TEST_F(PlantedTest, CatchesOtherRecordPrintsOn) {
  Plant("other-record-prints-on");
  EXPECT_FALSE(OtherRecordsWaitToo());
}
TEST_F(PlantedTest, CatchesAnyStationMovesTheBlank) {
  Plant("any-station-moves-the-blank");
  EXPECT_FALSE(OnlyItsStationMovesABlank());
}
TEST_F(PlantedTest, CatchesAnotherChipTaken) {
  Plant("another-chip-taken");
  EXPECT_FALSE(AnotherChipDecidesNothing());
}
TEST_F(PlantedTest, CatchesCountTakesCardsForBlanks) {
  Plant("count-takes-cards-for-blanks");
  EXPECT_FALSE(ACountIsOfBlanks());
}
TEST_F(PlantedTest, CatchesNotPrintedByOne) {
  Plant("not-printed-by-one");
  EXPECT_FALSE(NotPrintedTakesTwo());
}
TEST_F(PlantedTest, CatchesVoidKeepsStation) {
  Plant("void-keeps-station");
  EXPECT_FALSE(ALostStationIsOut());
}
TEST_F(PlantedTest, CatchesNoFenceCheck) {
  Plant("no-fence-check");
  EXPECT_FALSE(OldAttemptsAreFenced());
}
TEST_F(PlantedTest, CatchesReclaimFreesStarted) {
  Plant("reclaim-frees-started");
  EXPECT_FALSE(NoClockFreesStarted());
}
TEST_F(PlantedTest, CatchesHeadRaisedBeforeKept) {
  Plant("head-raised-before-kept");
  EXPECT_FALSE(NobodyIsPassedOver());
}
TEST_F(PlantedTest, CatchesTailRequeueAfterSpoil) {
  Plant("tail-requeue-after-spoil");
  EXPECT_FALSE(SpoiledKeepsItsPlace());
}
TEST_F(PlantedTest, CatchesDropLateResult) {
  Plant("drop-late-result");
  EXPECT_FALSE(LateFactsAreBooked());
}
TEST_F(PlantedTest, CatchesLookWithoutPermit) {
  Plant("look-without-permit");
  EXPECT_FALSE(LooksNeedPermits());
}
TEST_F(PlantedTest, CatchesLateDoubtStaysInLine) {
  Plant("late-doubt-stays-in-line");
  EXPECT_FALSE(LateDoubtStopsTheLine());
}
TEST_F(PlantedTest, CatchesSecondBlankForOneCard) {
  Plant("second-blank-for-one-card");
  EXPECT_FALSE(OneCardIsOneBlank());
}
TEST_F(PlantedTest, CatchesReportBesideLivingStation) {
  Plant("report-beside-living-station");
  EXPECT_FALSE(LivingStationsSpeakForThemselves());
}
TEST_F(PlantedTest, CatchesAnyStationLearnsNames) {
  Plant("any-station-learns-names");
  EXPECT_FALSE(NamesStayWithTheirStation());
}
TEST_F(PlantedTest, CatchesSkipScopeCheck) {
  Plant("skip-scope-check");
  EXPECT_FALSE(StationsKeepToTheirScope());
}
TEST_F(PlantedTest, CatchesGrantWithoutBlank) {
  Plant("grant-without-blank");
  EXPECT_FALSE(EachGrantHasABlank());
}

}  // namespace
}  // namespace blangko::scheduler
