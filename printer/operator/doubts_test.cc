// Doubtful cards at the station: the envelope, the decision, what the server hears, and what a restart leaves.
#include "printer/operator/doubts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "printer/agent/fake_station.h"
#include "services/refusal/told.h"
#include "tests/support/status_matchers.h"

namespace blangko::printer {
namespace {

using scheduler::v1::OUTCOME_NOT_PRINTED;
using scheduler::v1::OUTCOME_PRINTED;
using scheduler::v1::OUTCOME_SPOILED;
using testing::HasSubstr;
using testing::IsEmpty;
using State = FakeServer::State;

class DoubtsTest : public testing::Test {
 protected:
  void TearDown() override {
    EXPECT_THAT(station_.server.mistakes, IsEmpty());
    unsetenv("BLANGKO_PLANT");
  }
  // The first card is in doubt: nothing was heard of it.
  void GivenDoubt() {
    station_.device.answers = false;
    station_.GivenRecords(3);
    ASSERT_OK(station_.Open());
    ASSERT_OK(station_.RunUntil([&] { return state().IsBlocked("p1"); }));
    station_.device.answers = true;
  }
  void GivenOvertaken();
  const JournalState& state() { return station_.journal().state(); }
  absl::Status Clear(const std::string& envelope, bool nothing = false) {
    return station_.agent().Clear({.printer_id = "p1",
                                   .card = {},
                                   .envelope = envelope,
                                   .nothing_found = nothing,
                                   .no_job_left = true,
                                   .by = "sari"});
  }
  absl::StatusOr<bool> Decide(scheduler::v1::Outcome outcome, const std::string& cause = "") {
    return Doubts(station_.journal()).Decide({{"r1", 1}, outcome, cause, "04a1", "budi"});
  }
  bool AllReported() { return state().unbooked().empty(); }
  FakeServer::Record& Record() { return station_.server.record("r1"); }

  FakeStation station_{11};
};

TEST_F(DoubtsTest, TheEnvelopeIsToldToTheServerAndTheNextCardGoes) {
  GivenDoubt();
  ASSERT_OK(Clear("0714-1"));
  ASSERT_OK(station_.RunUntil([&] { return station_.device.order.size() == 3; }));
  ASSERT_OK(station_.RunUntil([&] { return AllReported(); }));
  EXPECT_EQ(Record().state, State::kUncertain);
  EXPECT_EQ(Record().envelope, "0714-1");
  EXPECT_EQ(state().doubts().size(), 1U);
  EXPECT_EQ(station_.device.GoodCards("r1"), 0) << "it is not printed again";
}

TEST_F(DoubtsTest, TheEnvelopeIsForgottenOnlyWithTheBug) {
  setenv("BLANGKO_PLANT", "envelope-forgotten", 1);
  GivenDoubt();
  ASSERT_OK(Clear("0714-1"));
  ASSERT_OK(station_.RunUntil([&] { return AllReported(); }));
  EXPECT_EQ(Record().envelope, "") << "the check above sees it";
}

TEST_F(DoubtsTest, OnePersonDecidesAfterTheEnvelopeNotBefore) {
  GivenDoubt();
  EXPECT_THAT(Decide(OUTCOME_PRINTED), StatusIs(absl::StatusCode::kAborted));
  ASSERT_OK(Clear("0714-1"));
  EXPECT_THAT(Decide(OUTCOME_NOT_PRINTED), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Decide(OUTCOME_SPOILED), StatusIs(absl::StatusCode::kInvalidArgument)) << "without a cause";
  EXPECT_THAT(Decide(OUTCOME_PRINTED), IsOkAndHolds(true));
  EXPECT_THAT(Decide(OUTCOME_SPOILED, "CACAT"), StatusIs(absl::StatusCode::kAlreadyExists));
  station_.agent().NoteFact();
  ASSERT_OK(station_.RunUntil([&] { return AllReported(); }));
  EXPECT_EQ(Record().state, State::kPrinted);
  EXPECT_THAT(state().doubts(), IsEmpty());
  const Entry& said = *state().OutcomeOf({"r1", 1});
  EXPECT_EQ(said.card_outcome().operator_(), "budi");
  EXPECT_EQ(said.card_outcome().blank_uid(), "04A1");
}

TEST_F(DoubtsTest, WithTheServerAwayTheOtherCardsWaitForTheClearing) {
  station_.device.answers = false;
  station_.GivenRecords(3);
  ASSERT_OK(station_.Open());
  ASSERT_OK(station_.RunUntil([&] { return station_.device.order.size() == 1; }));
  station_.server.away = true;
  ASSERT_OK(station_.RunUntil([&] { return state().IsBlocked("p1"); }));
  station_.device.answers = true;
  for (int i = 0; i < 50; ++i) ASSERT_OK(station_.agent().RunOnce());
  ASSERT_OK(Clear("0714-1"));
  ASSERT_OK(station_.RunUntil([&] { return station_.device.order.size() == 3; }));
  station_.server.away = false;
  ASSERT_OK(station_.RunUntil([&] { return AllReported(); }));
  EXPECT_EQ(Record().envelope, "0714-1");
}

TEST_F(DoubtsTest, WithoutAnEnvelopeOnlyAnEmptyPrinterIsCleared) {
  GivenDoubt();
  EXPECT_THAT(Clear(""), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Clear("0714-1", true), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_TRUE(state().IsBlocked("p1"));
  ASSERT_OK(Clear("", true));
  EXPECT_FALSE(state().IsBlocked("p1"));
}

TEST_F(DoubtsTest, AnEnvelopeHoldsOneCard) {
  GivenDoubt();
  ASSERT_OK(Clear("rumbai-1-0714-1"));
  station_.device.answers = false;
  ASSERT_OK(station_.RunUntil([&] { return state().IsBlocked("p1"); }));
  const absl::Status second = Clear("rumbai-1-0714-1");
  EXPECT_THAT(second, StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(SentenceOf(second, Language::kIndonesian), HasSubstr("sudah berisi kartu lain"));
  const auto next = [&](const std::string& station) {
    return Doubts(station_.journal()).NextEnvelope(station, station_.clock.Now(), absl::UTCTimeZone());
  };
  EXPECT_EQ(next("rumbai-1"), "rumbai-1-0714-2");
  EXPECT_EQ(next("rumbai-2"), "rumbai-2-0714-1");
  EXPECT_LE(next(std::string(40, 'a')).size(), 40U);
}

TEST_F(DoubtsTest, ThereMustBeSomethingToClear) {
  GivenDoubt();
  EXPECT_THAT(SentenceOf(Clear("0714-1", true), Language::kIndonesian), HasSubstr("salah satu saja"));
  ASSERT_OK(Clear("0714-1"));
  EXPECT_THAT(Clear("0714-2"), StatusIs(absl::StatusCode::kNotFound, HasSubstr("nothing to clear")));
  EXPECT_THAT(Clear("", true), StatusIs(absl::StatusCode::kNotFound, HasSubstr("nothing to clear")));
  EXPECT_OK(Clear("0714-1")) << "as it was said";
}

TEST_F(DoubtsTest, ADecisionIsRefusedWithHowTheCardEnded) {
  GivenDoubt();
  ASSERT_OK(Clear("0714-1"));
  EXPECT_THAT(Decide(OUTCOME_PRINTED), IsOkAndHolds(true));
  EXPECT_THAT(Decide(OUTCOME_PRINTED), IsOkAndHolds(false)) << "the same by the same";
  const auto other = Doubts(station_.journal()).Decide({{"r1", 1}, OUTCOME_PRINTED, "", "04a1", "sari"});
  EXPECT_THAT(SentenceOf(other.status(), Language::kIndonesian), HasSubstr("hasil baik, oleh budi"));
}

TEST_F(DoubtsTest, AsLongAsThePrinterShowsAJobItIsNotClear) {
  GivenDoubt();
  Doubts doubts(station_.journal());
  Clearing clearing{.printer_id = "p1", .card = {}, .envelope = "0714-1", .by = "sari"};
  EXPECT_THAT(doubts.Clear(clearing, 1), StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(doubts.Clear(clearing, kJobsNotTold), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(doubts.Clear(clearing, 0), IsOkAndHolds(true));
}

TEST_F(DoubtsTest, DoubtAndEnvelopeSurviveRotationAndPowerCut) {
  station_.limits.segment_bytes = 1;  // every entry begins a segment
  GivenDoubt();
  ASSERT_OK(Clear("0714-1"));
  station_.CutPower();
  ASSERT_OK(station_.Open());
  ASSERT_EQ(state().doubts().size(), 1U);
  EXPECT_EQ(state().doubts().front().envelope(), "0714-1");
  EXPECT_FALSE(state().doubts().front().in_printer());
  EXPECT_THAT(Decide(OUTCOME_SPOILED, "GAGAL_CETAK"), IsOkAndHolds(true));
  ASSERT_OK(station_.RunUntil([&] { return AllReported(); }));
  EXPECT_EQ(Record().spoils, 1);
}

// Two persons at the server said that nothing was printed, and the next attempt went through.
void DoubtsTest::GivenOvertaken() {
  ASSERT_OK(station_.RunUntil([&] { return AllReported(); }));
  Record().state = State::kReady;
  ASSERT_OK(station_.RunUntil([&] { return Record().attempt == 2 && Record().state == State::kPrinted; }));
}

TEST_F(DoubtsTest, AnEmptyDoubtLeavesTheListWithTheNextPermission) {
  GivenDoubt();
  ASSERT_OK(Clear("", true));
  GivenOvertaken();
  EXPECT_THAT(station_.agent().View().doubts, IsEmpty());
}

TEST_F(DoubtsTest, WhatIsFoundInAnEnvelopeIsSaidThoughTheRecordWasPermittedAgain) {
  GivenDoubt();
  ASSERT_OK(Clear("0714-1"));
  GivenOvertaken();
  ASSERT_EQ(station_.agent().View().doubts.size(), 1U);
  EXPECT_TRUE(station_.agent().View().doubts.front().decided);
  station_.server.decided[{"r1", 1}] = OUTCOME_NOT_PRINTED;
  EXPECT_THAT(Decide(OUTCOME_PRINTED), IsOkAndHolds(true));
  EXPECT_THAT(Decide(OUTCOME_PRINTED), IsOkAndHolds(false));
  station_.agent().NoteFact();
  ASSERT_OK(station_.RunUntil([&] { return AllReported(); }));
  EXPECT_TRUE(station_.server.late.contains({"r1", 1}));
  EXPECT_EQ((station_.server.told[{"r1", 1}].outcome()), OUTCOME_PRINTED);
  EXPECT_THAT(station_.agent().View().doubts, IsEmpty());
  EXPECT_FALSE(state().IsBlocked("p1"));
}

TEST_F(DoubtsTest, WhatIsFoundLateIsRefusedOnlyWithTheBug) {
  setenv("BLANGKO_PLANT", "overtaken-doubt-forgotten", 1);
  GivenDoubt();
  ASSERT_OK(Clear("0714-1"));
  GivenOvertaken();
  EXPECT_FALSE(Decide(OUTCOME_PRINTED).ok()) << "the check above sees it";
}

TEST_F(DoubtsTest, TheOvertakenEnvelopeSurvivesRotationAndPowerCut) {
  station_.limits.segment_bytes = 1;  // every entry begins a segment
  GivenDoubt();
  ASSERT_OK(Clear("0714-1"));
  GivenOvertaken();
  station_.server.decided[{"r1", 1}] = OUTCOME_NOT_PRINTED;
  station_.CutPower();
  ASSERT_OK(station_.Open());
  ASSERT_EQ(station_.agent().View().doubts.size(), 1U);
  EXPECT_THAT(Decide(OUTCOME_SPOILED, "CACAT"), IsOkAndHolds(true));
  ASSERT_OK(station_.RunUntil([&] { return AllReported(); }));
  EXPECT_EQ((station_.server.told[{"r1", 1}].outcome()), OUTCOME_SPOILED);
}

TEST_F(DoubtsTest, TheStationLearnsFromTheServerHowItsDoubtEnded) {
  GivenDoubt();
  ASSERT_OK(Clear("0714-1"));
  ASSERT_OK(station_.RunUntil([&] { return AllReported(); }));
  station_.server.decided[{"r1", 1}] = OUTCOME_NOT_PRINTED;
  ASSERT_OK(station_.RunUntil([&] { return state().doubts().front().decision() == OUTCOME_NOT_PRINTED; }));
  EXPECT_TRUE(station_.agent().View().doubts.front().decided);
  EXPECT_THAT(Doubts(station_.journal()).Drop({"r1", 1}, "sari"), IsOkAndHolds(true));
  EXPECT_THAT(station_.agent().View().doubts, IsEmpty());
}

TEST_F(DoubtsTest, TheStationLearnsNothingOnlyWithTheBug) {
  setenv("BLANGKO_PLANT", "station-asks-nothing", 1);
  GivenDoubt();
  ASSERT_OK(Clear("0714-1"));
  station_.server.decided[{"r1", 1}] = OUTCOME_NOT_PRINTED;
  EXPECT_THAT(station_.RunUntil([&] { return state().doubts().front().decision() != 0; }, 300),
              StatusIs(absl::StatusCode::kDeadlineExceeded));
}

TEST_F(DoubtsTest, AfterARestartTheNamesComeFromTheServer) {
  GivenDoubt();
  ASSERT_OK(Clear("0714-1"));
  station_.CutPower();
  ASSERT_OK(station_.Open());
  station_.server.away = true;
  ASSERT_OK(station_.agent().RunOnce());
  EXPECT_EQ(station_.agent().View().doubts.front().card.name, "");
  station_.server.away = false;
  ASSERT_OK(
      station_.RunUntil([&] { return station_.agent().View().doubts.front().card.name == "ORANG r1"; }));
}

TEST_F(DoubtsTest, WhatWasDroppedCanStillBeFound) {
  GivenDoubt();
  EXPECT_THAT(Doubts(station_.journal()).Drop({"r1", 1}, "sari"), StatusIs(absl::StatusCode::kAborted));
  ASSERT_OK(Clear("0714-1"));
  EXPECT_THAT(Doubts(station_.journal()).Drop({"r1", 1}, "sari"), IsOkAndHolds(true));
  EXPECT_THAT(Doubts(station_.journal()).Drop({"r1", 1}, "sari"), IsOkAndHolds(false));
  EXPECT_THAT(station_.agent().View().doubts, IsEmpty());
  EXPECT_THAT(Decide(OUTCOME_PRINTED), IsOkAndHolds(true));
}

TEST_F(DoubtsTest, ACardThatNobodyFoundHasAPlaceWhenItIsFound) {
  GivenDoubt();
  ASSERT_OK(Clear("", true));
  const auto unasked = Decide(OUTCOME_PRINTED);
  EXPECT_THAT(unasked, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(SentenceOf(unasked.status(), Language::kIndonesian), HasSubstr("dinyatakan tidak ada kartu"));
  Decision found{{"r1", 1}, OUTCOME_PRINTED, "", "", "budi"};
  found.found_at = "di belakang pencetak";
  EXPECT_THAT(Doubts(station_.journal()).Decide(found), IsOkAndHolds(true));
  station_.agent().NoteFact();
  ASSERT_OK(station_.RunUntil([&] { return AllReported(); }));
  EXPECT_EQ((station_.server.told[{"r1", 1}].reason()), "di belakang pencetak");
}

TEST_F(DoubtsTest, ACardThatNobodyFoundIsPrintedOnlyWithTheBug) {
  setenv("BLANGKO_PLANT", "nothing-found-then-printed", 1);
  GivenDoubt();
  ASSERT_OK(Clear("", true));
  EXPECT_THAT(Decide(OUTCOME_PRINTED), IsOkAndHolds(true)) << "the check above sees it";
}

TEST_F(DoubtsTest, AnotherSpellingOfTheUidIsTheSameDecision) {
  GivenDoubt();
  ASSERT_OK(Clear("0714-1"));
  Decision decision{{"r1", 1}, OUTCOME_PRINTED, "", "04:a1 B2", "budi"};
  EXPECT_THAT(Doubts(station_.journal()).Decide(decision), IsOkAndHolds(true));
  for (const char* again : {"04A1B2", "04-a1-b2", ""}) {
    decision.blank_uid = again;
    EXPECT_THAT(Doubts(station_.journal()).Decide(decision), IsOkAndHolds(false)) << again;
  }
  decision.outcome = OUTCOME_SPOILED;
  decision.cause = "CACAT";
  const auto other = Doubts(station_.journal()).Decide(decision);
  EXPECT_THAT(
      SentenceOf(other.status(), Language::kIndonesian),
      HasSubstr(
          "hasil baik, oleh budi. Bila itu keliru, catat yang benar di server: blangko jobs report r1"));
}

class DoubtsWithChipTest : public DoubtsTest {
 protected:
  // The chip of the first card was written, and its end never heard of.
  DoubtsWithChipTest() { station_.has_encoder = true; }
  std::string Uid() { return state().Find({"r1", 1})->blank_uid; }
};

TEST_F(DoubtsWithChipTest, AnotherChipThanTheJournalsIsRefusedUnlessThePersonInsists) {
  GivenDoubt();
  ASSERT_OK(Clear("0714-1"));
  const auto other = Decide(OUTCOME_PRINTED);
  EXPECT_THAT(other, StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("got 04A1, want " + Uid())));
  Decision insists{{"r1", 1}, OUTCOME_PRINTED, "", "04a1", "budi"};
  insists.other_uid = true;
  EXPECT_THAT(Doubts(station_.journal()).Decide(insists), IsOkAndHolds(true));
  EXPECT_EQ(state().OutcomeOf({"r1", 1})->card_outcome().blank_uid(), "04A1");
}

TEST_F(DoubtsWithChipTest, AChipThatNobodyReadIsNotSaidToBeRead) {
  GivenDoubt();
  ASSERT_OK(Clear("0714-1"));
  const auto unread = Doubts(station_.journal()).Decide({{"r1", 1}, OUTCOME_PRINTED, "", "", "budi"});
  EXPECT_THAT(unread, StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("read it and give it (--uid)")));
  EXPECT_THAT(SentenceOf(unread.status(), Language::kIndonesian), HasSubstr("baca chipnya dan isi (--uid)"));
  ASSERT_OK(Doubts(station_.journal()).Decide({{"r1", 1}, OUTCOME_SPOILED, "CACAT", "", "budi"}));
  EXPECT_EQ(state().OutcomeOf({"r1", 1})->card_outcome().blank_uid(), "") << "nobody read it";
  EXPECT_NE(Uid(), "");
}

TEST_F(DoubtsWithChipTest, TheJournalsOwnUidCountsOnlyWithTheBug) {
  setenv("BLANGKO_PLANT", "journal-uid-counts-as-read", 1);
  GivenDoubt();
  ASSERT_OK(Clear("0714-1"));
  ASSERT_OK(Doubts(station_.journal()).Decide({{"r1", 1}, OUTCOME_PRINTED, "", "", "budi"}));
  EXPECT_EQ(state().OutcomeOf({"r1", 1})->card_outcome().blank_uid(), Uid()) << "the check above sees it";
}

TEST_F(DoubtsWithChipTest, AnotherChipIsTakenOnlyWithTheBug) {
  setenv("BLANGKO_PLANT", "station-takes-any-uid", 1);
  GivenDoubt();
  ASSERT_OK(Clear("0714-1"));
  EXPECT_THAT(Decide(OUTCOME_PRINTED), IsOkAndHolds(true)) << "the check above sees it";
}

}  // namespace
}  // namespace blangko::printer
