// A day's counts: what should be there, by every way that a blank can go, and over crashes and rotations.
#include "printer/day_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "printer/day_ledger.h"
#include "printer/fake_station.h"
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
      HasSubstr("Rusak: dihitung 0, seharusnya 1: kurang 1 keping; Amplop: dihitung 0, seharusnya 1"));
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

}  // namespace
}  // namespace blangko::printer
