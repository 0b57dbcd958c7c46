// Cards that came out and wait for a look: in the journal, at the agent, over restarts, and in the inbox of answers.
#include "printer/operator/looks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "printer/agent/fake_station.h"
#include "printer/operator/inbox.h"
#include "printer/operator/operator_desk.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace blangko::printer {
namespace {

using scheduler::v1::EVIDENCE_OPERATOR;
using scheduler::v1::OUTCOME_PRINTED;
using scheduler::v1::OUTCOME_RELEASED;
using scheduler::v1::OUTCOME_SPOILED;
using scheduler::v1::OUTCOME_UNCERTAIN;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using State = FakeServer::State;

class LooksTest : public testing::Test {
 protected:
  LooksTest() { station_.server.trusts_driver = false; }
  void TearDown() override {
    EXPECT_THAT(station_.server.mistakes, IsEmpty());
    unsetenv("BLANGKO_PLANT");
  }

  void Given(int records) {
    station_.GivenRecords(records);
    ASSERT_OK(station_.Open());
  }
  void Turns(int count) {
    for (int i = 0; i < count; ++i) {
      const auto pause = station_.agent().RunOnce();
      ASSERT_OK(pause);
      station_.clock.Advance(*pause);
    }
  }
  std::vector<std::string> Waiting() {
    std::vector<std::string> ids;
    for (const WaitingCard& card : station_.journal().state().waiting()) ids.push_back(card.key.record_id);
    return ids;
  }
  absl::Status Say(const std::string& record, scheduler::v1::Outcome outcome, const std::string& cause = "",
                   uint32_t attempt = 1, const std::string& by = "sari") {
    return station_.agent().Answer({{record, attempt}, outcome, cause, by});
  }
  // The outcome as the server got it.
  scheduler::v1::OutcomeReport Reported(const std::string& record) {
    for (const auto& call : station_.server.calls) {
      for (const auto& report : call.outcomes()) {
        if (report.record_id() == record) return report;
      }
    }
    return {};
  }
  State StateOf(const std::string& id) { return station_.server.record(id).state; }
  bool AllReported() { return station_.journal().state().unbooked().empty(); }

  FakeStation station_{7};
};

TEST_F(LooksTest, ACardOfAnUntrustedDriverWaitsInTheOrderInWhichItCameOut) {
  Given(5);
  Turns(60);
  EXPECT_THAT(Waiting(), ElementsAre("r1", "r2", "r3", "r4", "r5"));
  EXPECT_EQ(station_.agent().counts().printed, 0);
  EXPECT_EQ(station_.agent().counts().waiting, 5);
  EXPECT_EQ(StateOf("r1"), State::kStarted);
  EXPECT_FALSE(station_.journal().state().IsBlocked("p1"));
}

TEST_F(LooksTest, TheAnswerIsReportedWithTheNameOfWhoLooked) {
  Given(3);
  Turns(30);
  ASSERT_OK(Say("r2", OUTCOME_SPOILED, "GAGAL_CETAK"));
  ASSERT_OK(Say("r1", OUTCOME_PRINTED));
  ASSERT_OK(station_.RunUntil([&] { return AllReported(); }));
  EXPECT_EQ(StateOf("r1"), State::kPrinted);
  EXPECT_EQ(Reported("r1").evidence(), EVIDENCE_OPERATOR);
  EXPECT_EQ(Reported("r1").operator_(), "sari");
  EXPECT_EQ(Reported("r2").outcome(), OUTCOME_SPOILED);
  EXPECT_EQ(Reported("r2").reason(), "GAGAL_CETAK");
  EXPECT_EQ(station_.server.record("r2").spoils, 1);
}

TEST_F(LooksTest, ADoubtOfSomebodyWhoLookedDoesNotStopThePrinter) {
  Given(2);
  Turns(30);
  ASSERT_OK(Say("r1", OUTCOME_UNCERTAIN));
  ASSERT_OK(station_.RunUntil([&] { return AllReported(); }));
  EXPECT_EQ(StateOf("r1"), State::kUncertain);
  EXPECT_FALSE(station_.journal().state().IsBlocked("p1"));
}

TEST_F(LooksTest, TheServerIsToldWhatWaits) {
  Given(5);
  Turns(60);
  EXPECT_EQ(station_.server.looks, 5);
  ASSERT_OK(Say("r1", OUTCOME_PRINTED));
  station_.clock.Advance(absl::Seconds(6));
  ASSERT_OK(station_.RunUntil([&] { return AllReported(); }));
  EXPECT_EQ(station_.server.looks, 4);
}

TEST_F(LooksTest, TheServerIsToldWhatWaitsAlsoWhenNoCardCanBegin) {
  Given(3);
  ASSERT_OK(station_.RunUntil([&] { return !station_.device.order.empty(); }));
  station_.device.ready = false;
  station_.device.reasons = {"media-empty"};
  ASSERT_OK(station_.RunUntil([&] { return Waiting().size() == 1; }));
  const absl::Time out = station_.clock.Now();
  ASSERT_OK(station_.RunUntil([&] { return station_.server.looks == 1; }));
  EXPECT_LE(station_.clock.Now() - out, absl::Seconds(6));
  const size_t calls = station_.server.calls.size();
  Turns(100);
  EXPECT_LE(station_.server.calls.size(), calls + 1) << "it is told once";
}

TEST_F(LooksTest, TheServerIsToldOfTheLastCardsWhenTheStationStops) {
  station_.config.cards = 2;
  Given(2);
  ASSERT_OK(station_.RunUntil([&] { return station_.agent().done(); }));
  EXPECT_EQ(station_.server.looks, 0);
  EXPECT_THAT(station_.agent().Finish(), IsOkAndHolds(true));
  EXPECT_EQ(station_.server.looks, 2);
}

TEST_F(LooksTest, AFullTrayStopsNewCardsUntilSomebodyLooks) {
  station_.config.looks = 4;
  Given(9);
  Turns(100);
  EXPECT_THAT(Waiting(), ElementsAre("r1", "r2", "r3", "r4"));
  EXPECT_EQ(StateOf("r5"), State::kReady);
  const auto& printer = station_.server.beats.back().printers(0);
  EXPECT_EQ(printer.state(), printers::v1::PRINTER_STATE_STOPPED);
  EXPECT_THAT(printer.reasons(), ElementsAre("output-area-full"));
  ASSERT_OK(Say("r3", OUTCOME_PRINTED));
  Turns(100);
  EXPECT_THAT(Waiting(), ElementsAre("r1", "r2", "r4", "r5"));
}

TEST_F(LooksTest, ARunForANumberOfCardsCountsWhatCameOutAndEndsAtAFullTray) {
  station_.config.cards = 2;
  Given(5);
  ASSERT_OK(station_.RunUntil([&] { return station_.agent().done(); }));
  EXPECT_THAT(station_.agent().Finish(), IsOkAndHolds(true));
  EXPECT_THAT(Waiting(), ElementsAre("r1", "r2"));
  station_.config.looks = 3;
  ASSERT_OK(station_.Open());
  ASSERT_OK(station_.RunUntil([&] { return station_.agent().stuck(); }));
  EXPECT_FALSE(station_.agent().done());
  EXPECT_THAT(Waiting(), ElementsAre("r1", "r2", "r3"));
}

TEST_F(LooksTest, ACardWaitsOverARestart) {
  Given(3);
  Turns(30);
  station_.CutPower();
  ASSERT_OK(station_.Open());
  EXPECT_THAT(Waiting(), ElementsAre("r1", "r2", "r3"));
  Turns(20);
  EXPECT_EQ(StateOf("r1"), State::kStarted);
  ASSERT_OK(station_.LookAtWaiting());
  ASSERT_OK(station_.RunUntil([&] { return station_.server.AllPrinted(); }));
  EXPECT_EQ(station_.device.order.size(), 3U);
}

TEST_F(LooksTest, OnlyACardThatWaitsCanBeAnsweredAndOnlyOnce) {
  station_.device.answers = false;
  Given(2);
  Turns(5);  // r1 is uncertain, r2 was given back
  EXPECT_THAT(Say("r1", OUTCOME_PRINTED), StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(Say("r2", OUTCOME_PRINTED), StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(Say("r9", OUTCOME_PRINTED), StatusIs(absl::StatusCode::kNotFound, HasSubstr("r9/1")));
  station_.device.answers = true;
  ASSERT_OK(station_.LookAndClear());
  station_.server.record("r1").state = State::kPrinted;
  Turns(30);
  ASSERT_OK(Say("r2", OUTCOME_PRINTED, "", 2));
  ASSERT_OK(Say("r2", OUTCOME_PRINTED, "", 2)) << "the same again";
  EXPECT_THAT(Say("r2", OUTCOME_SPOILED, "CACAT", 2),
              StatusIs(absl::StatusCode::kAlreadyExists, HasSubstr("good by sari")));
}

TEST_F(LooksTest, AnAnswerNeedsANameAndARusakItsCause) {
  Given(1);
  Turns(10);
  EXPECT_THAT(Say("r1", OUTCOME_PRINTED, "", 1, ""), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Say("r1", OUTCOME_PRINTED, "", 1, "sari\n"), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Say("r1", OUTCOME_RELEASED), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Say("r1", OUTCOME_SPOILED), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("CACAT")));
  EXPECT_THAT(Say("r1", OUTCOME_SPOILED, "JELEK"), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Say("r1", OUTCOME_PRINTED, "CACAT"), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Waiting(), ElementsAre("r1"));
}

// ---- facts that the server refuses ---------------------------------------------------------------------------------

TEST_F(LooksTest, ARunForANumberOfCardsEndsWhenAFactIsRefusedAndNamesTheCard) {
  station_.server.trusts_driver = true;
  station_.server.refused_facts = {1};
  station_.config.cards = 9;
  Given(9);
  ASSERT_OK(station_.RunUntil([&] { return station_.agent().stuck(); }));
  EXPECT_THAT(station_.agent().Finish(), IsOkAndHolds(false));
  const std::vector<RefusedFact> refused = station_.agent().refused();
  ASSERT_EQ(refused.size(), 1u);
  EXPECT_EQ(refused[0].card, (AttemptKey{"r1", 1}));
  EXPECT_EQ(refused[0].why, "EVIDENCE_NEEDED");
  EXPECT_EQ(station_.journal().state().unbooked().size(), 1u);
}

TEST_F(LooksTest, ARefusedFactIsNotSentAgainAndAgain) {
  station_.server.trusts_driver = true;
  station_.server.refused_facts = {1};
  Given(1);
  Turns(200);
  const auto calls = [&] {
    return std::count_if(station_.server.calls.begin(), station_.server.calls.end(),
                         [](const auto& call) { return call.outcomes_size() > 0; });
  };
  EXPECT_EQ(calls(), 1);
  station_.clock.Advance(kRefusedFactPause);
  Turns(200);
  EXPECT_EQ(calls(), 2);
  EXPECT_FALSE(station_.agent().stuck()) << "a station that runs on goes on";
}

// ---- planted -------------------------------------------------------------------------------------------------------

TEST_F(LooksTest, FindsAStationThatForgetsALookWhenItRestarts) {
  Given(1);
  Turns(10);
  station_.CutPower();
  setenv("BLANGKO_PLANT", "look-forgotten-at-restart", 1);
  ASSERT_OK(station_.Open());
  EXPECT_THAT(Waiting(), IsEmpty());
  EXPECT_TRUE(station_.journal().state().IsBlocked("p1"));
}

TEST_F(LooksTest, FindsAStationThatTakesAnUntrustedDriversWord) {
  setenv("BLANGKO_PLANT", "untrusted-driver-prints", 1);
  Given(1);
  ASSERT_OK(station_.RunUntil([&] { return station_.server.AllPrinted(); }));
  EXPECT_THAT(station_.server.mistakes, ElementsAre("nobody looked at r1/1"));
  station_.server.mistakes.clear();
}

// ---- the inbox -----------------------------------------------------------------------------------------------------

class InboxTest : public LooksTest {
 protected:
  std::string Put(const station::v1::OperatorRequest& request) {
    const auto id = inbox_.Put(request, ids_);
    EXPECT_OK(id);
    return id.value_or("");
  }
  std::string PutLook(const std::string& record, scheduler::v1::Outcome outcome) {
    return Put(RequestFor({{record, 1}, outcome, "", "sari"}));
  }
  std::string PutClear() {
    station::v1::OperatorRequest request;
    request.set_by("sari");
    request.mutable_clear_printer()->set_printer_id("p1");
    request.mutable_clear_printer()->set_no_job_left(true);
    return Put(request);
  }

  TempDir folder_;
  Inbox inbox_{folder_.path()};
  SeededRng rng_{3};
  IdSource ids_{station_.clock, rng_};
};

TEST_F(InboxTest, AnswersAreCarriedOutOnceAndRepliedTo) {
  Given(2);
  Turns(20);
  const OperatorDesk desk(inbox_, station_.agent(), station_.journal(), station_.station_clock());
  const std::string good = PutLook("r1", OUTCOME_PRINTED);
  station_.clock.Advance(absl::Milliseconds(2));
  const std::string unknown = PutLook("r9", OUTCOME_PRINTED);
  EXPECT_EQ(inbox_.TakeReply(good), std::nullopt);
  ASSERT_OK(desk.TakeUp());
  EXPECT_THAT(inbox_.TakeReply(good).value(), IsOk());
  EXPECT_THAT(inbox_.TakeReply(unknown).value(), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_EQ(inbox_.TakeReply(good), std::nullopt) << "taken away";
  EXPECT_THAT(inbox_.Read(), IsEmpty());
  EXPECT_THAT(Waiting(), ElementsAre("r2"));
}

TEST_F(InboxTest, ALookFromBeforeARestartCountsAClearingDoesNot) {
  Given(1);
  Turns(10);
  const std::string look = PutLook("r1", OUTCOME_PRINTED);
  const std::string clear = PutClear();
  station_.CutPower();
  ASSERT_OK(station_.Open());
  const OperatorDesk desk(inbox_, station_.agent(), station_.journal(), station_.station_clock());
  desk.Open();
  EXPECT_THAT(inbox_.TakeReply(clear).value(), StatusIs(absl::StatusCode::kAborted));
  ASSERT_OK(desk.TakeUp());
  EXPECT_THAT(inbox_.TakeReply(look).value(), IsOk());
  EXPECT_THAT(Waiting(), IsEmpty());
}

TEST_F(InboxTest, TheClockIsConfirmedByTheRunningAgentAndNotByOneStartedSince) {
  Given(1);
  station::v1::OperatorRequest request;
  request.set_by("sari");
  request.mutable_confirm_clock();
  const std::string before = Put(request);
  const OperatorDesk desk(inbox_, station_.agent(), station_.journal(), station_.station_clock());
  desk.Open();
  EXPECT_THAT(inbox_.TakeReply(before).value(), StatusIs(absl::StatusCode::kAborted));
  EXPECT_EQ(station_.station_clock().note().confirmed_by(), "");
  station_.clock.Advance(absl::Milliseconds(2));
  const std::string now = Put(request);
  ASSERT_OK(desk.TakeUp());
  EXPECT_THAT(inbox_.TakeReply(now).value(), IsOk());
  EXPECT_EQ(station_.station_clock().note().confirmed_by(), "sari");
}

TEST_F(InboxTest, ARequestIsWithdrawnUnlessItWasTakenUp) {
  Given(1);
  const std::string first = PutClear();
  EXPECT_TRUE(inbox_.Withdraw(first));
  const std::string second = PutClear();
  ASSERT_OK(OperatorDesk(inbox_, station_.agent(), station_.journal(), station_.station_clock()).TakeUp());
  EXPECT_FALSE(inbox_.Withdraw(second));
}

TEST_F(InboxTest, AFileThatIsNoRequestIsAnsweredAndGone) {
  Given(1);
  const std::string id = PutClear();
  std::ofstream(folder_.File("inbox/" + id + ".request")) << "\xff\xff";
  ASSERT_OK(OperatorDesk(inbox_, station_.agent(), station_.journal(), station_.station_clock()).TakeUp());
  EXPECT_THAT(inbox_.TakeReply(id).value(), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(inbox_.Read(), IsEmpty());
}

TEST_F(InboxTest, APipeAFolderOrALinkUnderARequestsNameHoldsNobodyUp) {
  Given(1);
  const std::string id = PutClear();
  const std::string folder = folder_.File("inbox");
  const std::string elsewhere = folder_.File("elsewhere");
  std::filesystem::copy_file(folder + "/" + id + ".request", elsewhere);
  ASSERT_EQ(mkfifo((folder + "/a.request").c_str(), 0600), 0);
  ASSERT_EQ(mkfifo((folder + "/a.reply").c_str(), 0600), 0);
  std::filesystem::create_directory(folder + "/b.request");
  std::filesystem::create_symlink(elsewhere, folder + "/c.request");
  std::filesystem::create_symlink(folder + "/a.request", folder + "/d.request");
  const auto received = inbox_.Read();
  ASSERT_EQ(received.size(), 1U);
  EXPECT_EQ(received.front().id, id);
  EXPECT_EQ(inbox_.TakeReply("a"), std::nullopt);
}

TEST_F(InboxTest, APipeInThePlaceOfADraftHoldsNobodyUp) {
  Given(1);
  const std::string id = PutClear();
  ASSERT_EQ(mkfifo(folder_.File("inbox/" + id + ".draft").c_str(), 0600), 0);
  inbox_.Reply(id, absl::OkStatus());
  EXPECT_EQ(inbox_.TakeReply(id), std::nullopt);
  EXPECT_THAT(inbox_.Read(), IsEmpty());
}

}  // namespace
}  // namespace blangko::printer
