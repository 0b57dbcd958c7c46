// Printing by hand: the station shows whom to print, a person says what became of the card, and a restart shows no card
// again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "printer/agent/fake_station.h"
#include "printer/day/day_book.h"
#include "printer/drivers/assisted_driver.h"
#include "services/refusal/told.h"
#include "tests/support/status_matchers.h"

namespace blangko::printer {
namespace {

using scheduler::v1::OUTCOME_PRINTED;
using scheduler::v1::OUTCOME_SPOILED;
using scheduler::v1::OUTCOME_UNCERTAIN;
using testing::IsEmpty;
using State = FakeServer::State;

class AssistedTest : public testing::Test {
 protected:
  AssistedTest() {
    station_.server.trusts_driver = false;
    station_.other_device = &driver_;
    station_.GivenRecords(3);
  }
  void TearDown() override { unsetenv("BLANGKO_PLANT"); }
  void Show() {
    ASSERT_OK(station_.RunUntil([&] { return Shown() != ""; }));
  }
  std::string Shown() {
    const auto in_hand = station_.agent().View().in_hand;
    return in_hand.has_value() ? in_hand->key.record_id : "";
  }
  absl::Status Say(const std::string& record, scheduler::v1::Outcome outcome, const std::string& cause = "") {
    return station_.agent().Answer({{record, 1}, outcome, cause, "sari", true});
  }
  const JournalState& state() { return station_.journal().state(); }

  // The card r1/1 was in doubt, two persons at the server said that nothing was printed, and r1/2 is permitted now.
  void PermitASecondAttempt(const std::string& before_it = "") {
    ASSERT_OK(station_.Open());
    Show();
    ASSERT_OK(Say("r1", OUTCOME_UNCERTAIN));
    ASSERT_OK(station_.RunUntil([&] { return state().unbooked().empty(); }));
    ASSERT_OK(station_.agent().Clear({.printer_id = "p1",
                                      .card = {"r1", 1},
                                      .envelope = "",
                                      .nothing_found = true,
                                      .no_job_left = true,
                                      .by = "sari"}));
    if (!before_it.empty()) station_.server.Enqueue(before_it);
    station_.server.record("r1").state = State::kReady;
    station_.server.decided[{"r1", 1}] = scheduler::v1::OUTCOME_NOT_PRINTED;
    ASSERT_OK(station_.RunUntil([&] { return Find("r1", 2) != nullptr; }));
  }
  const Attempt* Find(const std::string& record, uint32_t attempt) { return state().Find({record, attempt}); }
  void FindTheOldCard() {
    ASSERT_OK(Doubts(station_.journal())
                  .Decide({.card = {"r1", 1},
                           .outcome = OUTCOME_PRINTED,
                           .cause = "",
                           .blank_uid = "",
                           .by = "sari",
                           .found_at = "di laci"}));
    station_.agent().NoteFact();
  }
  std::string StopShown() { return station_.agent().View().stop; }
  // Turns until the station's own clock is that much later.
  void Wait(absl::Duration time) {
    const absl::Time end = station_.clock.Now() + time;
    ASSERT_OK(station_.RunUntil([&] { return station_.clock.Now() >= end; }));
  }

  AssistedDriver driver_;
  FakeStation station_{9};
};

TEST_F(AssistedTest, ThePersonsWordIsTheLook) {
  ASSERT_OK(station_.Open());
  Show();
  EXPECT_EQ(Shown(), "r1");
  EXPECT_TRUE(state().Find({"r1", 1})->job) << "J2 is durable before the card is shown";
  ASSERT_OK(Say("r1", OUTCOME_PRINTED));
  ASSERT_OK(Say("r1", OUTCOME_PRINTED)) << "the same again changes nothing";
  EXPECT_FALSE(state().Find({"r1", 1})->device) << "no machine said anything";
  Show();
  EXPECT_EQ(Shown(), "r2");
  ASSERT_OK(Say("r2", OUTCOME_SPOILED, "GAGAL_ENCODE"));
  ASSERT_OK(station_.RunUntil([&] { return state().unbooked().empty(); }));
  EXPECT_EQ(station_.server.record("r1").state, State::kPrinted);
  EXPECT_EQ(station_.server.record("r2").spoils, 1);
  EXPECT_THAT(station_.server.mistakes, IsEmpty());
}

TEST_F(AssistedTest, WithoutTheNikNoCardIsGood) {
  ASSERT_OK(station_.Open());
  Show();
  EXPECT_THAT(station_.agent().Answer({{"r1", 1}, OUTCOME_PRINTED, "", "sari"}),
              StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_EQ(Shown(), "r1");
}

TEST_F(AssistedTest, APersonMayTakeAllDay) {
  ASSERT_OK(station_.Open());
  Show();
  for (int i = 0; i < 100; ++i) {
    station_.clock.Advance(absl::Minutes(5));
    ASSERT_OK(station_.agent().RunOnce());
  }
  EXPECT_EQ(Shown(), "r1");
}

TEST_F(AssistedTest, ADoubtBlocksUntilTheEnvelope) {
  ASSERT_OK(station_.Open());
  Show();
  ASSERT_OK(Say("r1", OUTCOME_UNCERTAIN));
  EXPECT_TRUE(state().IsBlocked("p1"));
  ASSERT_OK(station_.LookAndClear());
  Show();
  EXPECT_NE(Shown(), "r1");
}

TEST_F(AssistedTest, ARestartAsksAndShowsTheCardNeverAgain) {
  ASSERT_OK(station_.Open());
  Show();
  driver_ = AssistedDriver();
  station_.CutPower();
  ASSERT_OK(station_.Open());
  EXPECT_EQ(Shown(), "");
  ASSERT_EQ(state().doubts().size(), 1U);
  EXPECT_EQ(state().doubts().front().record_id(), "r1");
}

TEST_F(AssistedTest, TheCardIsShownAgainOnlyWithTheBug) {
  setenv("BLANGKO_PLANT", "assisted-shown-again-after-restart", 1);
  ASSERT_OK(station_.Open());
  Show();
  driver_ = AssistedDriver();
  station_.CutPower();
  ASSERT_OK(station_.Open());
  Show();
  EXPECT_EQ(Shown(), "r1") << "the check above sees it";
}

TEST_F(AssistedTest, AfterAPauseACleanStopLeavesNoDoubt) {
  ASSERT_OK(station_.Open());
  Show();
  ASSERT_OK(station_.agent().Pause(true, "sari"));
  ASSERT_OK(Say("r1", OUTCOME_PRINTED));
  for (int i = 0; i < 50; ++i) ASSERT_OK(station_.agent().RunOnce());
  EXPECT_EQ(Shown(), "");
  EXPECT_THAT(station_.agent().Finish(), IsOkAndHolds(true));
  EXPECT_THAT(state().doubts(), IsEmpty());
  EXPECT_EQ(station_.server.record("r2").state, State::kReady);
}

TEST_F(AssistedTest, NoDayEndsWithACardInHand) {
  ASSERT_OK(station_.Open());
  station::v1::DayCount count;
  count.set_by("sari");
  count.set_blanks(10);
  count.set_act("a1");
  ASSERT_OK(DayBook(station_.journal()).Count(count));
  Show();
  count.set_day_end(true);
  count.set_act("a2");
  const auto refused = DayBook(station_.journal()).Count(count);
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(SentenceOf(refused.status(), Language::kIndonesian),
              testing::HasSubstr("Kartu r1/1 sedang dikerjakan"));
  ASSERT_OK(Say("r1", OUTCOME_PRINTED));
  count.set_blanks(9);
  EXPECT_OK(DayBook(station_.journal()).Count(count));
  ASSERT_OK(station_.RunUntil([&] { return state().unbooked().empty() && state().open().empty(); }));
  EXPECT_EQ(station_.server.told[(AttemptKey{"r2", 1})].reason(), "DAY_CLOSED");
}

TEST_F(AssistedTest, TheNextCardComesWhenThePauseEnds) {
  ASSERT_OK(station_.Open());
  ASSERT_OK(station_.agent().Pause(true, "sari"));
  for (int i = 0; i < 50; ++i) ASSERT_OK(station_.agent().RunOnce());
  EXPECT_EQ(Shown(), "");
  ASSERT_OK(station_.agent().Pause(false, "sari"));
  Show();
}

TEST_F(AssistedTest, ACardIsShownInAPauseOnlyWithTheBug) {
  setenv("BLANGKO_PLANT", "pause-ignored", 1);
  ASSERT_OK(station_.Open());
  Show();
  ASSERT_OK(station_.agent().Pause(true, "sari"));
  ASSERT_OK(Say("r1", OUTCOME_PRINTED));
  ASSERT_OK(station_.agent().RunOnce());
  EXPECT_EQ(Shown(), "r2") << "the check above sees it";
}

TEST_F(AssistedTest, AnOrderlyStopWaitsForNobody) {
  ASSERT_OK(station_.Open());
  Show();
  EXPECT_THAT(station_.agent().Finish(), IsOkAndHolds(true));
  EXPECT_EQ(station_.server.record("r1").state, State::kUncertain);
}

TEST_F(AssistedTest, ACardOfWhichAnOlderOneIsFoundIsNotToBePrinted) {
  PermitASecondAttempt();
  ASSERT_OK(station_.RunUntil([&] { return Find("r1", 2)->job; }));
  EXPECT_EQ(StopShown(), "");
  FindTheOldCard();
  EXPECT_EQ(StopShown(), "OLDER_CARD_OUT") << "at once, whatever the server says";
  ASSERT_OK(station_.agent().Answer({{"r1", 2}, OUTCOME_UNCERTAIN, "", "sari", true}));
  ASSERT_OK(station_.agent().Answer({{"r1", 2}, OUTCOME_UNCERTAIN, "", "sari", true})) << "the same again";
  EXPECT_EQ(state().doubts().back().reason(), "STOPPED_IN_HAND");
  EXPECT_EQ(StopShown(), "");
}

TEST_F(AssistedTest, ACardOfWhichAnOlderOneIsFoundIsGivenBackBeforeItIsBegun) {
  PermitASecondAttempt("r0");
  ASSERT_OK(station_.RunUntil([&] { return Shown() == "r0"; }));
  FindTheOldCard();
  ASSERT_OK(station_.RunUntil([&] { return state().unbooked().empty(); }));
  EXPECT_TRUE(Find("r1", 2)->tombstone);
  EXPECT_EQ(station_.server.told[(AttemptKey{"r1", 2})].reason(), "OLDER_CARD_OUT");
}

TEST_F(AssistedTest, ACardIsShownBesideItsOlderOneOnlyWithTheBug) {
  setenv("BLANGKO_PLANT", "older-card-unheard", 1);
  PermitASecondAttempt();
  ASSERT_OK(station_.RunUntil([&] { return Find("r1", 2)->job; }));
  FindTheOldCard();
  EXPECT_EQ(StopShown(), "") << "the check above sees it";
}

TEST_F(AssistedTest, WhatTheServerAsksIsHeardWithACardInHand) {
  ASSERT_OK(station_.Open());
  Show();
  Wait(absl::Seconds(60));
  station_.server.record("r1").stop = "HOLD";
  station_.server.record("r2").stop = "CANCEL";
  Wait(absl::Seconds(12));
  EXPECT_EQ(Shown(), "r1") << "it is the person's to say";
  EXPECT_EQ(StopShown(), "HOLD");
  EXPECT_TRUE(Find("r2", 1)->tombstone);
  station_.server.record("r1").stop = "";
  Wait(absl::Seconds(12));
  EXPECT_EQ(StopShown(), "") << "it may be printed again";
}

// r2 was given up at the server, or reported by somebody there, before this station had begun it.
TEST_F(AssistedTest, APermissionThatEndedElsewhereIsNotBegun) {
  ASSERT_OK(station_.Open());
  Show();
  station_.server.record("r2").state = State::kPrinted;
  station_.server.decided[{"r2", 1}] = scheduler::v1::OUTCOME_SPOILED;
  Wait(absl::Seconds(12));
  EXPECT_EQ(Shown(), "r1");
  EXPECT_TRUE(Find("r2", 1)->tombstone);
  EXPECT_FALSE(Find("r3", 1)->tombstone);
  EXPECT_THAT(station_.server.mistakes, IsEmpty());
}

TEST_F(AssistedTest, AStationThatIsSwitchedOffBeginsNothing) {
  ASSERT_OK(station_.Open());
  Show();
  station_.server.begin_nothing = "STATION_DISABLED";
  Wait(absl::Seconds(12));
  ASSERT_OK(Say("r1", OUTCOME_PRINTED));
  Wait(absl::Seconds(60));
  EXPECT_EQ(Shown(), "") << "what is permitted waits";
  EXPECT_FALSE(Find("r2", 1)->tombstone);
  station_.server.begin_nothing = "";
  Wait(absl::Seconds(12));
  EXPECT_EQ(Shown(), "r2");
}

TEST_F(AssistedTest, AStationThatIsSwitchedOffGoesOnOnlyWithTheBug) {
  setenv("BLANGKO_PLANT", "switched-off-unheard", 1);
  ASSERT_OK(station_.Open());
  Show();
  station_.server.begin_nothing = "STATION_DISABLED";
  Wait(absl::Seconds(12));
  ASSERT_OK(Say("r1", OUTCOME_PRINTED));
  Wait(absl::Seconds(12));
  EXPECT_EQ(Shown(), "r2") << "the check above sees it";
}

TEST_F(AssistedTest, AStopIsPassedOverOnlyWithTheBug) {
  setenv("BLANGKO_PLANT", "stop-request-unheard", 1);
  ASSERT_OK(station_.Open());
  Show();
  station_.server.record("r1").stop = "HOLD";
  Wait(absl::Seconds(12));
  EXPECT_EQ(StopShown(), "") << "the check above sees it";
}

}  // namespace
}  // namespace blangko::printer
