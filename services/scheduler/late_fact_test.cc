// Facts about an attempt that is no longer permitted: booked, never refused, and never two blanks for one card.
#include "services/records/hold_reason.h"
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

class LateFactTest : public SchedulerFixture {
 protected:
  LateFactTest() {
    GivenBlanks(kRegency, 10);
    GivenRecords("r", 5);
  }
  v1::Job TakeOne() {
    const std::vector<v1::Job> jobs = Take(1);
    return jobs.empty() ? v1::Job() : jobs[0];
  }
};

TEST_F(LateFactTest, LatePrintedOfAReclaimedGrantHoldsTheRecord) {
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

TEST_F(LateFactTest, LatePrintedOfADriverThatNobodyTrustsIsAFactTooAndHoldsTheRecord) {
  const v1::Job job = TakeOne();
  Report(job, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  const v1::OutcomeResult result = Report(job, v1::OUTCOME_PRINTED, v1::EVIDENCE_DRIVER);
  EXPECT_TRUE(result.booked());
  EXPECT_TRUE(result.incident());
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Record("r001").attempts(0).evidence(), "DRIVER");
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
}

TEST_F(LateFactTest, LatePrintedGivesTheBlankOfANewerGrantBack) {
  const v1::Job old = Pull(1).at(0);
  EXPECT_EQ(Release(old), "");
  const v1::Job current = Pull(1).at(0);
  EXPECT_TRUE(Report(old, v1::OUTCOME_PRINTED).incident());
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Blanks(ACCOUNT_RESERVED), 0);
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
  EXPECT_EQ(Start(current), "STALE_ATTEMPT");
}

TEST_F(LateFactTest, PrintedWithoutPermissionUsesItsOwnReservation) {
  const v1::Job job = Pull(1).at(0);
  MoveBlanks(kRegency, "L1", ACCOUNT_AVAILABLE, ACCOUNT_LOST, 2);
  EXPECT_TRUE(Report(job, v1::OUTCOME_PRINTED).incident());
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Blanks(ACCOUNT_RESERVED), 0);
  EXPECT_EQ(Blanks(ACCOUNT_LOST), 2);
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
}

TEST_F(LateFactTest, LatePrintedLeavesANewerPermissionAlone) {
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

TEST_F(LateFactTest, LatePrintedUnderANewerPermissionLeadsToNoFurtherCardByItself) {
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

TEST_F(LateFactTest, LatePrintedUnderADoubtLeadsToNoFurtherCardByItself) {
  const v1::Job old = TakeOne();
  Report(old, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  const v1::Job current = TakeOne();
  Report(current, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
  Report(old, v1::OUTCOME_PRINTED);
  ASSERT_OK(Resolve(current, v1::OUTCOME_SPOILED));
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Record("r001").hold().reason(), records::kHoldLatePrinted);
}

TEST_F(LateFactTest, LatePrintedOfARecordHeldForATimeWaitsForAPerson) {
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

TEST_F(LateFactTest, ALateDoubtThatIsSettledLaterIsStillOneBlank) {
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
  EXPECT_EQ(State("r"), GetParam().outcome == v1::OUTCOME_SPOILED ? "READY" : "HELD");
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

TEST_F(LateFactTest, LateReleaseMovesNoBlank) {
  const v1::Job job = TakeOne();
  Report(job, v1::OUTCOME_PRINTED);
  const v1::OutcomeResult result = Report(job, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  EXPECT_TRUE(result.booked());
  EXPECT_TRUE(result.late());
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_EQ(Blanks(ACCOUNT_AVAILABLE), 9);
}

TEST_F(LateFactTest, AReplacedStationsOutcomeIsForAPersonToSettle) {
  const v1::Job job = TakeOne();
  ChangeStation([](printers::StationRow& station) { station.set_epoch(2); });
  const v1::OutcomeResult result = Report(job, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  EXPECT_TRUE(result.late());
  EXPECT_TRUE(result.incident());
  EXPECT_EQ(State("r001"), "UNCERTAIN");
  EXPECT_EQ(Blanks(ACCOUNT_UNCERTAIN_HELD), 1);
}

// ---- a doubt that comes late --------------------------------------------------------------------------------------

TEST_F(LateFactTest, ALateDoubtHoldsWhatWaitsUntilSomebodyHasLooked) {
  const v1::Job job = TakeOne();
  Report(job, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  const v1::OutcomeResult result = Report(job, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
  EXPECT_TRUE(result.incident());
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Record("r001").hold().reason(), records::kHoldLateDoubt);
  EXPECT_EQ(Blanks(ACCOUNT_UNCERTAIN_HELD), 1);
  EXPECT_EQ(TakeOne().record_id(), "r002");
}

TEST_F(LateFactTest, ALateDoubtTakesANewerGrantBackAndAsksANewerPermissionToStop) {
  const v1::Job old = Pull(1).at(0);
  EXPECT_EQ(Release(old), "");
  Pull(1);
  Report(old, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Blanks(ACCOUNT_RESERVED), 0);

  const v1::Job second = TakeOne();
  Report(second, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  const v1::Job again = TakeOne();
  ASSERT_EQ(again.record_id(), second.record_id());
  Report(second, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
  EXPECT_EQ(State("r002"), "STARTED");
  EXPECT_EQ(Record("r002").stop_request(), "HOLD");
  Report(again, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  EXPECT_EQ(State("r002"), "HELD");
  EXPECT_EQ(Record("r002").hold().reason(), records::kHoldLateDoubt);
}

TEST_F(LateFactTest, ALateDoubtDoesNotHideThatACardIsOut) {
  const v1::Job old = TakeOne();
  Report(old, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  const v1::Job newer = TakeOne();
  Report(newer, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  Report(newer, v1::OUTCOME_PRINTED);
  Report(old, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
  EXPECT_EQ(Record("r001").hold().reason(), records::kHoldLatePrinted);
}

// ---- two words about one card -------------------------------------------------------------------------------------

struct Words {
  v1::Outcome outcome;
  v1::Evidence evidence;
};
constexpr Words kSeenPrinted = {v1::OUTCOME_PRINTED, v1::EVIDENCE_OPERATOR};
constexpr Words kSaidPrinted = {v1::OUTCOME_PRINTED, v1::EVIDENCE_DRIVER};
constexpr Words kSeenSpoiled = {v1::OUTCOME_SPOILED, v1::EVIDENCE_OPERATOR};
constexpr Words kSaidSpoiled = {v1::OUTCOME_SPOILED, v1::EVIDENCE_DRIVER};
constexpr Words kSeenDoubtful = {v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_OPERATOR};
constexpr Words kSaidDoubtful = {v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL};

struct TwoWordsCase {
  std::string name;
  Words first;
  Words then;
  std::string state;
  Account blank;  // the one
  bool incident;
};
class TwoWordsTest : public LateFactTest, public testing::WithParamInterface<TwoWordsCase> {};

TEST_P(TwoWordsTest, AreAboutOneCardAndOneBlank) {
  const v1::Job job = TakeOne();
  Report(job, GetParam().first.outcome, GetParam().first.evidence);
  const v1::OutcomeResult result = Report(job, GetParam().then.outcome, GetParam().then.evidence);
  EXPECT_TRUE(result.booked());
  EXPECT_TRUE(result.late());
  EXPECT_EQ(result.incident(), GetParam().incident);
  EXPECT_EQ(State("r001"), GetParam().state);
  EXPECT_EQ(Blanks(GetParam().blank), 1);
  EXPECT_EQ(Blanks(ACCOUNT_AVAILABLE), 9) << "one card, one blank";
  EXPECT_EQ(Blanks(ACCOUNT_UNEXPLAINED), 0);
  ExpectLogsIntact();
}

INSTANTIATE_TEST_SUITE_P(Cases, TwoWordsTest,
                         testing::Values(TwoWordsCase{"SpoiledThenSeenPrinted", kSeenSpoiled, kSeenPrinted,
                                                      "HELD", ACCOUNT_CONSUMED, true},
                                         TwoWordsCase{"SeenSpoiledThenAMachineSaysPrinted", kSeenSpoiled,
                                                      kSaidPrinted, "HELD", ACCOUNT_SPOILED_HELD, true},
                                         TwoWordsCase{"SaidSpoiledThenSaidPrinted", kSaidSpoiled,
                                                      kSaidPrinted, "HELD", ACCOUNT_CONSUMED, true},
                                         TwoWordsCase{"SeenSpoiledThenDoubted", kSeenSpoiled, kSaidDoubtful,
                                                      "READY", ACCOUNT_SPOILED_HELD, false},
                                         TwoWordsCase{"SaidSpoiledThenAPersonDoubts", kSaidSpoiled,
                                                      kSeenDoubtful, "HELD", ACCOUNT_UNCERTAIN_HELD, true},
                                         TwoWordsCase{"PrintedThenDoubted", kSeenPrinted, kSaidDoubtful,
                                                      "PRINTED", ACCOUNT_CONSUMED, false},
                                         TwoWordsCase{"PrintedThenAPersonDoubts", kSeenPrinted, kSeenDoubtful,
                                                      "PRINTED", ACCOUNT_CONSUMED, true},
                                         TwoWordsCase{"PrintedThenSpoiled", kSeenPrinted, kSaidSpoiled,
                                                      "PRINTED", ACCOUNT_CONSUMED, true}),
                         [](const auto& tested) { return tested.param.name; });

TEST_F(LateFactTest, ADoubtThatWasSettledAsSpoiledTakesNoSecondBlankWhenItIsPrintedAfterAll) {
  const v1::Job job = TakeOne();
  Report(job, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
  ASSERT_OK(Resolve(job, v1::OUTCOME_SPOILED));
  EXPECT_EQ(State("r001"), "READY");
  EXPECT_TRUE(Report(job, v1::OUTCOME_PRINTED).incident());
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Blanks(ACCOUNT_SPOILED_HELD), 0);
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
  EXPECT_EQ(Blanks(ACCOUNT_AVAILABLE), 9);
}

TEST_F(LateFactTest, ASpoiledBlankThatWasDestroyedStaysDestroyed) {
  const v1::Job job = TakeOne();
  Report(job, v1::OUTCOME_SPOILED);
  MoveBlanks(kRegency, "L1", ACCOUNT_SPOILED_HELD, rows::v1::ACCOUNT_DESTROYED, 1);
  EXPECT_TRUE(Report(job, v1::OUTCOME_PRINTED).incident());
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 0);
  EXPECT_EQ(Blanks(ACCOUNT_AVAILABLE), 9);
  EXPECT_EQ(Record("r001").attempts(0).outcome(), "SPOILED");
}

}  // namespace
}  // namespace blangko::scheduler
