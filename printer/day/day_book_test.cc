// A day's counts: what should be there, by every way that a blank can go, and over crashes and rotations.
#include "printer/day/day_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "printer/agent/fake_station.h"
#include "printer/day/day_ledger.h"
#include "services/refusal/told.h"
#include "tests/support/status_matchers.h"

namespace blangko::printer {
namespace {

using testing::HasSubstr;

class DayBookTest : public testing::Test {
 protected:
  void TearDown() override { unsetenv("BLANGKO_PLANT"); }
  DayBookTest() {
    station_.server.trusts_driver = false;
    station_.GivenRecords(4);
  }
  const DayLedger& day() { return station_.journal().state().day(); }
  absl::StatusOr<bool> Count(bool end, int64_t blanks, const std::string& second = "",
                             const std::string& act = "a", int64_t spoiled = 0, int64_t envelopes = 0) {
    station::v1::DayCount count;
    count.set_day_end(end);
    count.set_by("sari");
    count.set_second(second);
    count.set_blanks(blanks);
    count.set_spoiled(spoiled);
    count.set_envelopes(envelopes);
    count.set_act(absl::StrCat(act, end));
    return DayBook(station_.journal()).Count(count);
  }
  absl::StatusOr<bool> Receive(int64_t blanks, const std::string& act) {
    station::v1::BlanksReceived received;
    received.set_by("sari");
    received.set_blanks(blanks);
    received.set_act(act);
    return DayBook(station_.journal()).Receive(received);
  }
  absl::Status Look(const std::string& record, scheduler::v1::Outcome outcome,
                    const std::string& cause = "") {
    return station_.agent().Answer({{record, 1}, outcome, cause, "sari"});
  }
  void PrintAll() {
    ASSERT_OK(station_.RunUntil([&] { return station_.journal().state().waiting().size() == 4; }));
  }

  FakeStation station_{5};
};

TEST_F(DayBookTest, ExpectsWhatTheJournalSays) {
  ASSERT_OK(station_.Open());
  ASSERT_THAT(Count(false, 10), IsOkAndHolds(true));
  ASSERT_THAT(Receive(5, "b"), IsOkAndHolds(true));
  PrintAll();
  EXPECT_EQ(ExpectedBlanks(day()), 11) << "four have left the drawer";
  ASSERT_OK(Look("r1", scheduler::v1::OUTCOME_PRINTED));
  ASSERT_OK(Look("r2", scheduler::v1::OUTCOME_SPOILED, "CACAT"));
  ASSERT_OK(Look("r3", scheduler::v1::OUTCOME_UNCERTAIN));
  EXPECT_EQ(day().printed(), 1);
  EXPECT_EQ(SpoiledOf(day()), 1);
  EXPECT_EQ(day().doubtful(), 1);
  EXPECT_EQ(day().waiting(), 1);
  EXPECT_EQ(ExpectedBlanks(day()), 11);
  EXPECT_THAT(Doubts(station_.journal()).Decide({{"r3", 1}, scheduler::v1::OUTCOME_PRINTED, "", "", "budi"}),
              IsOkAndHolds(true));
  EXPECT_EQ(day().printed(), 2);
  EXPECT_EQ(day().doubtful(), 0);
  EXPECT_THAT(Count(true, 11, "", "a", 1), IsOkAndHolds(true));
  EXPECT_EQ(day().end().expected_blanks(), 11);
}

TEST_F(DayBookTest, ADifferenceIsSaidAtOnceAndTakesASecondPerson) {
  ASSERT_OK(station_.Open());
  ASSERT_THAT(Count(false, 10), IsOkAndHolds(true));
  const auto alone = Count(true, 9);
  EXPECT_THAT(alone, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(SentenceOf(alone.status(), Language::kIndonesian), HasSubstr("seharusnya 10: kurang 1 keping"));
  EXPECT_THAT(Count(true, 9, "sari"), StatusIs(absl::StatusCode::kInvalidArgument)) << "the same person";
  EXPECT_THAT(Count(true, 9, "budi"), IsOkAndHolds(true));
}

TEST_F(DayBookTest, TheSecondPersonIsNotTheFirstInAnotherSpelling) {
  ASSERT_OK(station_.Open());
  ASSERT_THAT(Count(false, 10), IsOkAndHolds(true));
  const auto same = Count(true, 9, " SaRi ");
  EXPECT_THAT(SentenceOf(same.status(), Language::kIndonesian), HasSubstr("harus orang lain, bukan sari"));
  EXPECT_TRUE(day().open());
}

TEST_F(DayBookTest, AnotherSpellingIsASecondPersonOnlyWithTheBug) {
  setenv("BLANGKO_PLANT", "second-is-the-first", 1);
  ASSERT_OK(station_.Open());
  ASSERT_THAT(Count(false, 10), IsOkAndHolds(true));
  EXPECT_THAT(Count(true, 9, "SARI"), IsOkAndHolds(true)) << "the check above sees it";
}

TEST_F(DayBookTest, SpoiledCardsAndEnvelopesAreComparedToo) {
  ASSERT_OK(station_.Open());
  PrintAll();
  ASSERT_THAT(Count(false, 10), IsOkAndHolds(true));
  ASSERT_OK(Look("r1", scheduler::v1::OUTCOME_SPOILED, "CACAT"));
  ASSERT_OK(Look("r2", scheduler::v1::OUTCOME_UNCERTAIN));
  ASSERT_OK(station_.agent().Clear({.printer_id = "p1", .card = {"r2", 1}, .envelope = "e-1", .by = "sari"}));
  const auto alone = Count(true, 10);
  EXPECT_THAT(
      SentenceOf(alone.status(), Language::kIndonesian),
      HasSubstr(
          "Rusak: dihitung 0, seharusnya 1: kurang 1 keping; Amplop: dihitung 0, seharusnya 1: kurang 1 amplop"));
  EXPECT_THAT(Count(true, 10, "", "a", 1, 1), IsOkAndHolds(true));
}

TEST_F(DayBookTest, AfterTheEndNothingBeginsUntilTheNextCount) {
  ASSERT_OK(station_.Open());
  ASSERT_THAT(Count(false, 10), IsOkAndHolds(true));
  ASSERT_THAT(Count(true, 10), IsOkAndHolds(true));
  for (int i = 0; i < 50; ++i) ASSERT_OK(station_.agent().RunOnce());
  EXPECT_FALSE(station_.agent().View().in_hand.has_value());
  EXPECT_THAT(station_.device.order, testing::IsEmpty());
  ASSERT_THAT(Count(false, 10, "", "next"), IsOkAndHolds(true));
  PrintAll();
}

TEST_F(DayBookTest, TheServerHearsWhyNothingBegins) {
  using testing::Contains;
  ASSERT_OK(station_.Open());
  ASSERT_THAT(Count(false, 10), IsOkAndHolds(true));
  ASSERT_OK(station_.agent().Pause(true, "sari"));
  ASSERT_OK(station_.RunUntil([&] { return !station_.server.beats.empty(); }));
  const auto reasons = [&] { return station_.server.beats.back().printers(0).reasons(); };
  const auto tells = [&](const char* reason) {
    return station_.RunUntil([&] { return testing::Value(reasons(), Contains(reason)); }, 200);
  };
  ASSERT_OK(tells("paused-by-person"));
  ASSERT_OK(station_.agent().Pause(false, "sari"));
  ASSERT_THAT(Count(true, 10), IsOkAndHolds(true));
  ASSERT_OK(tells("day-closed"));
  EXPECT_THAT(reasons(), testing::Not(Contains("paused-by-person")));
}

TEST_F(DayBookTest, AClosedDayPrintsOnlyWithTheBug) {
  setenv("BLANGKO_PLANT", "closed-day-prints", 1);
  ASSERT_OK(station_.Open());
  ASSERT_THAT(Count(false, 10), IsOkAndHolds(true));
  ASSERT_THAT(Count(true, 10), IsOkAndHolds(true));
  PrintAll();
  EXPECT_EQ(station_.device.order.size(), 4U) << "the check above sees it";
}

TEST_F(DayBookTest, DaysAreOpenedAndClosedByTurnsAndAnActCountsOnce) {
  ASSERT_OK(station_.Open());
  EXPECT_THAT(Receive(5, "b"), StatusIs(absl::StatusCode::kAborted)) << "no opening count yet";
  ASSERT_THAT(Count(false, 10), IsOkAndHolds(true));
  EXPECT_THAT(Count(false, 10), IsOkAndHolds(false));
  EXPECT_THAT(Count(false, 10, "", "other"), StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(Receive(5, "b"), IsOkAndHolds(true));
  EXPECT_THAT(Receive(5, "b"), IsOkAndHolds(false));
  EXPECT_EQ(day().received(), 5);
}

TEST_F(DayBookTest, WhatCameOutYesterdayChangesNothingToday) {
  ASSERT_OK(station_.Open());
  PrintAll();
  ASSERT_THAT(Count(false, 10), IsOkAndHolds(true));
  ASSERT_OK(Look("r1", scheduler::v1::OUTCOME_PRINTED));
  EXPECT_EQ(ExpectedBlanks(day()), 10);
}

TEST_F(DayBookTest, TheDaySurvivesRotationAndPowerCut) {
  station_.limits.segment_bytes = 1;  // every entry begins a segment
  ASSERT_OK(station_.Open());
  ASSERT_THAT(Count(false, 10), IsOkAndHolds(true));
  PrintAll();
  ASSERT_OK(Look("r1", scheduler::v1::OUTCOME_PRINTED));
  station_.CutPower();
  ASSERT_OK(station_.Open());
  EXPECT_EQ(day().printed(), 1);
  EXPECT_EQ(ExpectedBlanks(day()), 6);
  EXPECT_THAT(Count(false, 10), IsOkAndHolds(false)) << "the act is still known";
}

class TwoDaysTest : public DayBookTest {
 protected:
  // The day was closed with ten blanks in the drawer.
  void GivenClosedDay() {
    ASSERT_OK(station_.Open());
    ASSERT_THAT(Count(false, 10), IsOkAndHolds(true));
    ASSERT_THAT(Count(true, 10), IsOkAndHolds(true));
  }
  absl::StatusOr<bool> Start(int64_t blanks, const std::string& cause = "", const std::string& act = "next") {
    station::v1::DayCount count;
    count.set_by("sari");
    count.set_blanks(blanks);
    count.set_cause(cause);
    count.set_act(act);
    return DayBook(station_.journal()).Count(count);
  }
};

TEST_F(TwoDaysTest, AFirstCountIsComparedWithTheEndBeforeIt) {
  GivenClosedDay();
  const auto differs = Start(8);
  EXPECT_THAT(differs, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(SentenceOf(differs.status(), Language::kIndonesian),
              HasSubstr("Blangko: dihitung 8, seharusnya 10: kurang 2 keping menurut hitungan akhir"));
  EXPECT_FALSE(day().open());
  EXPECT_THAT(Start(8, "dua keping dipinjam kantor"), IsOkAndHolds(true));
  EXPECT_EQ(day().opening(), 8);
  EXPECT_EQ(day().opening_expected(), 10);
  EXPECT_EQ(day().opening_cause(), "dua keping dipinjam kantor");
}

TEST_F(TwoDaysTest, AFirstCountThatFitsNeedsNoCause) {
  GivenClosedDay();
  EXPECT_THAT(Receive(5, "night"), IsOkAndHolds(true)) << "blanks came after the end";
  EXPECT_THAT(Start(10), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Start(15), IsOkAndHolds(true));
  EXPECT_TRUE(day().compared());
}

TEST_F(TwoDaysTest, AFirstCountIsBelievedOnlyWithTheBug) {
  setenv("BLANGKO_PLANT", "opening-count-believed", 1);
  GivenClosedDay();
  EXPECT_THAT(Start(8), IsOkAndHolds(true)) << "the check above sees it";
}

TEST_F(TwoDaysTest, TheDifferenceSurvivesRotationAndPowerCut) {
  station_.limits.segment_bytes = 1;  // every entry begins a segment
  GivenClosedDay();
  ASSERT_THAT(Start(8, "belum jelas"), IsOkAndHolds(true));
  station_.CutPower();
  ASSERT_OK(station_.Open());
  EXPECT_EQ(day().opening_expected(), 10);
  EXPECT_EQ(day().opening_cause(), "belum jelas");
}

TEST_F(DayBookTest, TheSameActWithOtherContentIsRefused) {
  ASSERT_OK(station_.Open());
  ASSERT_THAT(Count(false, 10), IsOkAndHolds(true));
  EXPECT_THAT(Count(false, 10), IsOkAndHolds(false));
  EXPECT_THAT(Count(false, 11), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("other content")));
  ASSERT_THAT(Receive(5, "b"), IsOkAndHolds(true));
  EXPECT_THAT(Receive(6, "b"), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_EQ(day().received(), 5);
}

TEST_F(DayBookTest, OtherContentIsAnsweredOnlyWithTheBug) {
  setenv("BLANGKO_PLANT", "act-id-is-enough", 1);
  ASSERT_OK(station_.Open());
  ASSERT_THAT(Count(false, 10), IsOkAndHolds(true));
  EXPECT_THAT(Count(false, 11), IsOkAndHolds(false)) << "the check above sees it";
}

// A doubt of this day ends at the server, in each way.
class DecidedElsewhereTest : public DayBookTest {
 protected:
  void GivenDecided(scheduler::v1::Outcome outcome) {
    ASSERT_OK(station_.Open());
    ASSERT_THAT(Count(false, 10), IsOkAndHolds(true));
    PrintAll();
    ASSERT_OK(Look("r1", scheduler::v1::OUTCOME_UNCERTAIN));
    ASSERT_OK(
        station_.agent().Clear({.printer_id = "p1", .card = {"r1", 1}, .envelope = "e-1", .by = "sari"}));
    ASSERT_EQ(ExpectedBlanks(day()), 6);
    ASSERT_THAT(Doubts(station_.journal()).Learn({{"r1", 1}, outcome, Cause(outcome)}), IsOkAndHolds(true));
  }
  static std::string Cause(scheduler::v1::Outcome outcome) {
    return outcome == scheduler::v1::OUTCOME_SPOILED ? "CACAT" : "";
  }
  absl::StatusOr<bool> Find(scheduler::v1::Outcome outcome) {
    return Doubts(station_.journal()).Decide({{"r1", 1}, outcome, Cause(outcome), "", "budi"});
  }
};

TEST_F(DecidedElsewhereTest, ABlankThatWasNotPrintedIsBackInTheCount) {
  GivenDecided(scheduler::v1::OUTCOME_NOT_PRINTED);
  EXPECT_EQ(ExpectedBlanks(day()), 7);
  EXPECT_EQ(day().doubtful(), 0);
  EXPECT_THAT(Count(true, 7), IsOkAndHolds(true)) << "and its envelope is not expected";
}

TEST_F(DecidedElsewhereTest, TheCountIsWrongOnlyWithTheBug) {
  setenv("BLANGKO_PLANT", "decision-elsewhere-uncounted", 1);
  GivenDecided(scheduler::v1::OUTCOME_NOT_PRINTED);
  EXPECT_THAT(Count(true, 7), StatusIs(absl::StatusCode::kInvalidArgument)) << "the check above sees it";
}

TEST_F(DecidedElsewhereTest, ACardStaysOutOfTheCountHoweverItEnded) {
  GivenDecided(scheduler::v1::OUTCOME_SPOILED);
  EXPECT_EQ(ExpectedBlanks(day()), 6);
  EXPECT_EQ(ExpectedSpoiled(day()), 1);
  EXPECT_THAT(Find(scheduler::v1::OUTCOME_PRINTED), IsOkAndHolds(true)) << "somebody found otherwise";
  EXPECT_EQ(ExpectedSpoiled(day()), 0);
  EXPECT_EQ(day().printed(), 1);
  EXPECT_EQ(ExpectedBlanks(day()), 6);
}

TEST_F(DecidedElsewhereTest, AMissingCardIsCountedAsMissing) {
  GivenDecided(scheduler::v1::OUTCOME_CARD_MISSING);
  EXPECT_EQ(day().missing(), 1);
  EXPECT_EQ(ExpectedBlanks(day()), 6);
  EXPECT_THAT(Find(scheduler::v1::OUTCOME_PRINTED), IsOkAndHolds(true));
  EXPECT_EQ(day().missing(), 0);
  EXPECT_EQ(day().printed(), 1);
}

TEST_F(DecidedElsewhereTest, ACardThatTurnsUpAfterAllLeavesTheCountAgain) {
  GivenDecided(scheduler::v1::OUTCOME_NOT_PRINTED);
  EXPECT_THAT(Find(scheduler::v1::OUTCOME_PRINTED), IsOkAndHolds(true));
  EXPECT_EQ(ExpectedBlanks(day()), 6);
  EXPECT_EQ(day().printed(), 1);
}

TEST_F(TwoDaysTest, TheNextFirstCountKnowsWhatCameBackAfterTheEnd) {
  ASSERT_OK(station_.Open());
  ASSERT_THAT(Count(false, 10), IsOkAndHolds(true));
  PrintAll();
  ASSERT_OK(Look("r1", scheduler::v1::OUTCOME_UNCERTAIN));
  ASSERT_THAT(Count(true, 6), IsOkAndHolds(true));
  ASSERT_THAT(Doubts(station_.journal()).Learn({{"r1", 1}, scheduler::v1::OUTCOME_NOT_PRINTED, ""}),
              IsOkAndHolds(true));
  EXPECT_THAT(Start(6), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Start(7), IsOkAndHolds(true));
}

}  // namespace
}  // namespace blangko::printer
