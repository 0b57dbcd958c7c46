#include "printer/agent/agent.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "printer/agent/fake_station.h"
#include "services/refusal/refusal.h"
#include "tests/support/status_matchers.h"

namespace blangko::printer {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using State = FakeServer::State;

class AgentTest : public testing::Test {
 protected:
  void TearDown() override { EXPECT_THAT(station_.server.mistakes, IsEmpty()); }

  void Given(int records) {
    station_.GivenRecords(records);
    ASSERT_OK(station_.Open());
  }
  absl::Status PrintAll() {
    return station_.RunUntil([&] { return station_.server.AllPrinted(); });
  }
  void Turns(int count) {
    for (int i = 0; i < count; ++i) {
      const auto pause = station_.agent().RunOnce();
      ASSERT_OK(pause);
      station_.clock.Advance(*pause);
    }
  }
  State StateOf(const std::string& id) { return station_.server.record(id).state; }
  uint32_t AttemptsOf(const std::string& id) { return station_.server.record(id).attempt; }

  FakeStation station_{7};
};

TEST_F(AgentTest, PrintsInTheOrderGivenAndReportsEverything) {
  Given(7);
  ASSERT_OK(PrintAll());
  for (size_t i = 0; i < 7; ++i) EXPECT_EQ(station_.device.order[i].record_id, "r" + std::to_string(i + 1));
  EXPECT_EQ(station_.agent().counts().printed, 7);
}

TEST_F(AgentTest, ASpoiledCardIsReportedAndPrintedByTheNextAttempt) {
  station_.device.spoil_next["r1"] = 2;
  Given(2);
  ASSERT_OK(PrintAll());
  EXPECT_EQ(station_.server.record("r1").attempt, 3U);
  EXPECT_EQ(station_.server.record("r1").spoils, 2);
}

TEST_F(AgentTest, ALostReplyIsAskedForAgainWithTheSameId) {
  Given(2);
  station_.server.lose_reply = true;
  ASSERT_OK(PrintAll());
  EXPECT_EQ(station_.server.calls[0].request_id(), station_.server.calls[1].request_id());
  EXPECT_EQ(station_.server.record("r1").attempt, 1U);
}

// The process dies after the reply was lost; the next one asks with the same id and so learns of its permission.
TEST_F(AgentTest, ALostReplyIsAskedForAgainAfterACrash) {
  Given(2);
  station_.server.lose_reply = true;
  Turns(1);
  ASSERT_EQ(StateOf("r1"), State::kStarted);
  station_.CutPower();
  ASSERT_OK(station_.Open());
  ASSERT_OK(PrintAll());
  EXPECT_EQ(station_.server.record("r1").attempt, 1U);
}

TEST_F(AgentTest, PrintsOnWhileTheServerIsAwayAndReportsLater) {
  Given(3);
  Turns(1);  // takes three, prints one
  station_.server.away = true;
  Turns(50);
  EXPECT_EQ(station_.device.order.size(), 3U);
  EXPECT_EQ(StateOf("r2"), State::kStarted);
  station_.server.away = false;
  ASSERT_OK(PrintAll());
  EXPECT_EQ(station_.device.order.size(), 3U);
}

TEST_F(AgentTest, WaitsLongerAndLongerForAServerThatIsAway) {
  station_.server.away = true;
  Given(1);
  const absl::Time start = station_.clock.Now();
  Turns(300);
  ASSERT_GT(station_.clock.Now() - start, absl::Seconds(25));
  station_.server.away = false;
  ASSERT_OK(PrintAll());
}

TEST_F(AgentTest, AnUncertainCardStopsThePrinterUntilSomebodyLooks) {
  station_.device.answers = false;
  Given(3);
  Turns(5);
  EXPECT_EQ(StateOf("r1"), State::kUncertain);
  EXPECT_EQ(station_.device.order.size(), 1U);
  EXPECT_EQ(StateOf("r2"), State::kReady) << "given back, another printer may take it";
  EXPECT_EQ(station_.server.beats.back().printers(0).state(), printers::v1::PRINTER_STATE_STOPPED);

  station_.device.answers = true;
  Turns(20);
  EXPECT_EQ(station_.device.order.size(), 1U) << "nobody has looked yet";
  ASSERT_OK(station_.LookAndClear());
  ASSERT_OK(PrintAll());
  EXPECT_EQ(station_.device.GoodCards("r1"), 1);
}

TEST_F(AgentTest, GivesBackWhatAPersonStopped) {
  Given(3);
  Turns(1);
  station_.server.record("r3").stop = "CANCEL";
  station_.clock.Advance(absl::Seconds(6));  // the next outcome goes out with the next turn
  Turns(10);
  EXPECT_EQ(StateOf("r3"), State::kReady) << "released, and the server keeps it";
  EXPECT_EQ(station_.device.GoodCards("r3"), 0);
}

TEST_F(AgentTest, ASlowCardHoldsUpNoHeartbeatAndIsFinishedAtTheEnd) {
  station_.device.looks_needed = 300;  // at one look a second: five minutes
  Given(2);
  Turns(1);
  const size_t beats = station_.server.beats.size();
  const absl::Time start = station_.clock.Now();
  ASSERT_OK(station_.RunUntil([&] { return station_.clock.Now() - start > absl::Minutes(4); }, 4000));
  EXPECT_GE(station_.server.beats.size(), beats + 8);
  EXPECT_EQ(station_.device.GoodCards("r1"), 0);
  EXPECT_THAT(station_.agent().Finish(), IsOkAndHolds(true));
  EXPECT_EQ(StateOf("r1"), State::kPrinted);
  EXPECT_EQ(StateOf("r2"), State::kReady);
}

TEST_F(AgentTest, ACardWithoutEndIsUncertainAndTheDeviceForgetsIt) {
  station_.device.looks_needed = 100'000;
  Given(1);
  ASSERT_OK(station_.RunUntil([&] { return StateOf("r1") == State::kUncertain; }, 20'000));
  EXPECT_EQ(station_.device.forgotten, 1);
}

TEST_F(AgentTest, HeartbeatsTellReasonsSuppliesAndCounter) {
  station_.device.reasons = {"marker-supply-low"};
  station_.device.supplies = {{"YMCKO\nribbon", Supply::Kind::kRibbon, 4, 8},
                              {"Film \xff", Supply::Kind::kFilm}};
  Given(0);
  Turns(1);
  const auto& told = station_.server.beats.back().printers(0);
  EXPECT_EQ(told.reasons(0), "marker-supply-low");
  EXPECT_EQ(told.card_counter(), 0);
  ASSERT_EQ(told.supplies_size(), 2);
  EXPECT_EQ(told.supplies(0).name(), "YMCKO ribbon");
  EXPECT_EQ(told.supplies(0).kind(), printers::v1::SUPPLY_KIND_RIBBON);
  EXPECT_EQ(told.supplies(0).percent(), 4);
  EXPECT_EQ(told.supplies(0).cards_left(), 8);
  EXPECT_FALSE(told.supplies(1).has_percent());
  EXPECT_EQ(told.supplies(1).name(), "Film  ");
}

TEST_F(AgentTest, TheServerHearsAtOnceThatAPrinterStopsAndWorksAgain) {
  Given(0);
  Turns(1);
  const size_t beats = station_.server.beats.size();
  station_.device.ready = false;
  station_.device.reasons = {"media-empty"};
  Turns(20);  // two seconds
  ASSERT_EQ(station_.server.beats.size(), beats + 1);
  EXPECT_EQ(station_.server.beats.back().printers(0).state(), printers::v1::PRINTER_STATE_STOPPED);
  station_.device.ready = true;
  station_.device.reasons.clear();
  Turns(20);
  ASSERT_EQ(station_.server.beats.size(), beats + 2);
}

TEST_F(AgentTest, TheWordOfASpoolerIsNotEnough) {
  station_.device.unverified = true;
  Given(1);
  ASSERT_OK(station_.RunUntil([&] { return StateOf("r1") == State::kUncertain; }));
  EXPECT_EQ(station_.server.calls.back().outcomes(0).reason(), "TRANSPORT_UNVERIFIED");
}

TEST_F(AgentTest, StopsByGivingBackAndReporting) {
  Given(3);
  Turns(1);
  EXPECT_THAT(station_.agent().Finish(), IsOkAndHolds(true));
  EXPECT_EQ(StateOf("r1"), State::kPrinted);
  EXPECT_EQ(StateOf("r2"), State::kReady);
  EXPECT_EQ(StateOf("r3"), State::kReady);
  ASSERT_OK(station_.Open());
  ASSERT_OK(PrintAll());
}

TEST_F(AgentTest, StopsWithoutAServerAndReportsAtTheNextStart) {
  Given(3);
  Turns(1);
  station_.server.away = true;
  EXPECT_THAT(station_.agent().Finish(), IsOkAndHolds(false));
  station_.server.away = false;
  ASSERT_OK(station_.Open());
  ASSERT_OK(PrintAll());
  EXPECT_EQ(station_.device.order.size(), 3U);
}

TEST_F(AgentTest, StopsAfterTheWantedCards) {
  station_.config.cards = 4;
  Given(9);
  ASSERT_OK(station_.RunUntil([&] { return station_.agent().done(); }));
  EXPECT_THAT(station_.agent().Finish(), IsOkAndHolds(true));
  EXPECT_EQ(station_.device.order.size(), 4U);
  EXPECT_EQ(StateOf("r4"), State::kPrinted);
  EXPECT_EQ(StateOf("r5"), State::kReady);
}

TEST_F(AgentTest, APrinterThatTakesNoJobCostsNoBlankAndBlocksNothing) {
  station_.device.takes_jobs = false;
  Given(2);
  Turns(5);
  EXPECT_THAT(station_.device.order, IsEmpty());
  EXPECT_FALSE(station_.journal().state().IsBlocked("p1"));
  station_.device.takes_jobs = true;
  ASSERT_OK(PrintAll());
}

// A printer that two stations share looks ready between two cards of the other one.
TEST_F(AgentTest, AfterAJobThatWasNotTakenItWaitsLongerAndLonger) {
  station_.device.takes_jobs = false;
  Given(3);
  const absl::Time start = station_.clock.Now();
  ASSERT_OK(station_.RunUntil([&] { return station_.clock.Now() - start >= absl::Minutes(3); }, 10'000));
  EXPECT_LE(AttemptsOf("r1"), 8U) << "after 2, 4, 8, 16, 32, 60, 60 seconds";
  EXPECT_GE(AttemptsOf("r1"), 6U);
  EXPECT_THAT(station_.agent().View().hindered_by, testing::Contains("job-not-taken"));
  const auto& told = station_.server.beats.back().printers(0);
  EXPECT_THAT(told.reasons(), testing::Contains("job-not-taken"));
  EXPECT_GT(station_.agent().View().printer_pause, station_.clock.Now());
  station_.device.takes_jobs = true;
  ASSERT_OK(PrintAll());
  EXPECT_THAT(station_.agent().View().hindered_by, testing::Not(testing::Contains("job-not-taken")));
}

TEST_F(AgentTest, ACardThatCameOutMakesTheNextPauseShortAgain) {
  station_.device.takes_jobs = false;
  Given(3);
  const absl::Time start = station_.clock.Now();
  ASSERT_OK(station_.RunUntil([&] { return station_.clock.Now() - start >= absl::Seconds(20); }));
  station_.device.takes_jobs = true;
  ASSERT_OK(station_.RunUntil([&] { return station_.device.GoodCards("r1") == 1; }));
  station_.device.takes_jobs = false;
  const absl::Time refused = station_.clock.Now();
  const uint32_t attempts = AttemptsOf("r2") + AttemptsOf("r3");
  ASSERT_OK(station_.RunUntil([&] { return station_.clock.Now() - refused >= absl::Seconds(7); }));
  EXPECT_GE(AttemptsOf("r2") + AttemptsOf("r3"), attempts + 2);
}

TEST_F(AgentTest, WithoutAPauseOneRecordUsesUpManyAttempts) {
  setenv("BLANGKO_PLANT", "no-pause-after-no-job", 1);
  station_.device.takes_jobs = false;
  Given(3);
  const absl::Time start = station_.clock.Now();
  const absl::Status many = station_.RunUntil([&] { return AttemptsOf("r1") > 12; });
  unsetenv("BLANGKO_PLANT");
  ASSERT_OK(many);
  EXPECT_LT(station_.clock.Now() - start, absl::Minutes(1)) << "the check above sees it";
}

TEST_F(AgentTest, TheServersReasonIsShownUntilACallSucceeds) {
  Given(0);
  station_.server.refusal = absl::FailedPreconditionError("Printer p1 is held: servis.");
  ASSERT_OK(station_.RunUntil([&] { return !station_.agent().View().refusal.ok(); }));
  EXPECT_TRUE(station_.agent().View().link_up) << "it was heard";
  EXPECT_EQ(station_.agent().View().refusal.message(), "Printer p1 is held: servis.");
  station_.server.refusal = absl::OkStatus();
  ASSERT_OK(station_.RunUntil([&] { return station_.agent().View().refusal.ok(); }));
}

TEST_F(AgentTest, APrinterThatIsDownTakesNothingAndSaysSo) {
  station_.device.ready = false;
  Given(2);
  Turns(5);
  EXPECT_EQ(StateOf("r1"), State::kReady);
  EXPECT_EQ(station_.server.beats[0].printers(0).state(), printers::v1::PRINTER_STATE_STOPPED);
}

TEST_F(AgentTest, ARefusedFactHoldsUpNoOther) {
  station_.server.refused_facts = {1};
  Given(3);
  ASSERT_OK(station_.RunUntil([&] { return StateOf("r3") == State::kPrinted; }));
  EXPECT_EQ(StateOf("r1"), State::kStarted);
  EXPECT_EQ(station_.journal().state().unbooked().size(), 1U);
  station_.server.refused_facts.clear();
  station_.clock.Advance(kRefusedFactPause);
  ASSERT_OK(PrintAll());
}

TEST_F(AgentTest, ARefusedCallIsTriedAgainWithANewId) {
  station_.server.refusal = absl::FailedPreconditionError("NO_BLANKS");
  Given(1);
  ASSERT_OK(station_.RunUntil([&] { return station_.server.calls.size() >= 3; }));
  EXPECT_NE(station_.server.calls[0].request_id(), station_.server.calls[1].request_id());
  station_.server.refusal = absl::OkStatus();
  ASSERT_OK(PrintAll());
}

TEST_F(AgentTest, StopsWhenItsOwnDiskWentBackInTime) {
  Given(2);
  ASSERT_OK(PrintAll());
  station_.disk.set_segment(1, "");
  ASSERT_OK(CallSlot(station_.disk).Clear());
  ASSERT_OK(station_.Open());
  EXPECT_THAT(station_.agent().RunOnce(),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("back in time")));
}

TEST_F(AgentTest, AFailedDiskStopsIt) {
  Given(2);
  station_.fate.KillAt(station_.fate.steps() + 3);
  absl::Status end;
  for (int i = 0; i < 5 && end.ok(); ++i) end = station_.agent().RunOnce().status();
  EXPECT_FALSE(end.ok());
}

// What the call's answer permitted may have been printed already: only the journal that is gone knew.
TEST(Agent, DoesNotRepeatItsLastCallWithoutTheJournalThatBelongsToIt) {
  FakeStation station(1);
  station.GivenRecords(3);
  ASSERT_OK(station.Open());
  ASSERT_OK(station.RunUntil([&] { return station.device.GoodCards("r1") == 1; }));
  station.CutPower();
  station.clock.Advance(absl::Seconds(1));
  station.disk.set_segment(1, "");
  EXPECT_EQ(station.Open().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(station.device.GoodCards("r1"), 1);
}

TEST(Agent, DoesNotRepeatItsLastCallWithAnOlderCopyOfTheJournal) {
  FakeStation station(1);
  station.GivenRecords(6);
  ASSERT_OK(station.Open());
  const std::string older = station.disk.ReadSegment(1).value();
  ASSERT_OK(station.RunUntil([&] { return station.device.GoodCards("r4") == 1; }));
  station.CutPower();
  station.disk.set_segment(1, older);
  EXPECT_EQ(station.Open().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(station.device.GoodCards("r4"), 1);
}

}  // namespace
}  // namespace blangko::printer
