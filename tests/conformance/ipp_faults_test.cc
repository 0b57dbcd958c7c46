// Fault x step of a card on its way through a printer: what the driver says, and what physically happened.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "printer/drivers/ipp_driver.h"
#include "printer/ipp/ipp_client.h"
#include "tests/conformance/driver_under_test.h"
#include "tests/printers/simulated_printer.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/wait.h"

namespace blangko::printer {
namespace {

using printer_sim::PapplPrinter;
using printer_sim::PickedBlank;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using State = CardProgress::State;

constexpr absl::Duration kSoon = absl::Seconds(10);

class IppFaults : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_OK(printer_.Start());
    Open();
  }
  void Open() {
    device_.reset();
    IppDriverConfig config;
    config.uri = printer_.uri();
    config.owner = "blangko-s1";
    config.busy_look = config.idle_look = absl::Milliseconds(50);
    config.ribbon_cards = 200;
    ASSERT_OK_AND_ASSIGN(device_, IppDriver::Open(std::move(config), nullptr));
  }
  void Tell(const std::string& order) { ASSERT_OK(printer_.Tell(order)); }
  DeviceJob Begin(const AttemptKey& card) {
    EXPECT_TRUE(WaitForReady(*device_, true)) << testing::PrintToString(device_->Status().reasons);
    const auto job = device_->CreateJob(card);
    EXPECT_OK(job);
    if (!job.ok()) return {};
    EXPECT_OK(device_->Send(*job, TestPicture(1)));
    return *job;
  }
  CardProgress Print(const AttemptKey& card) {
    const DeviceJob job = Begin(card);
    const CardProgress progress = WaitForEnd(*device_, job);
    device_->Forget(job);
    return progress;
  }
  bool WaitForReason(const std::string& reason) {
    return support::WaitUntil([&] { return testing::Value(device_->Status().reasons, Contains(reason)); },
                              kSoon);
  }
  // What happened to the blanks that were picked for that card, in order.
  std::vector<std::string> Events(const std::string& card) {
    std::vector<std::string> events;
    for (const PickedBlank& blank : printer_.World()) {
      if (blank.job == card) events.push_back(blank.event);
    }
    return events;
  }
  // Its own view of the printer, as somebody at its panel has.
  IppClient Panel() { return {ParseIppUri(printer_.uri()).value(), "panel"}; }

  TempDir folder_;
  PapplPrinter printer_{folder_.File("printer"), {}};
  std::unique_ptr<IppDriver> device_;
};

struct PowerCase {
  std::string step;
  std::vector<std::string> events;  // of the blank, if one was picked
};

class PowerOff : public IppFaults, public testing::WithParamInterface<PowerCase> {};

TEST_P(PowerOff, LeavesTheCardUnknownAndNothingIsSentAgain) {
  Tell("off " + GetParam().step);
  const DeviceJob job = Begin({"r1", 1});
  const CardProgress progress = WaitForEnd(*device_, job);
  EXPECT_EQ(progress.state, State::kUnknown);
  EXPECT_EQ(progress.reason, "LOST_REPLY");
  ASSERT_TRUE(printer_.WaitUntilOff());
  ASSERT_OK(printer_.Start());
  EXPECT_EQ(device_->Poll(job)->state, State::kUnknown) << "also when the printer is back";
  device_->Forget(job);
  EXPECT_EQ(Print({"r2", 1}).state, State::kDone);
  EXPECT_EQ(Events("r1/1"), GetParam().events);
  EXPECT_THAT(Events("r2/1"), ElementsAre("card"));
}

INSTANTIATE_TEST_SUITE_P(All, PowerOff,
                         testing::Values(PowerCase{"data", {}}, PowerCase{"half", {}},
                                         PowerCase{"printing", {"picked"}}, PowerCase{"out", {"card"}}),
                         [](const auto& tested) { return "At_" + tested.param.step; });

TEST_F(IppFaults, PowerOffDuringCreateJobIsNoJob) {
  Tell("off created");
  EXPECT_THAT(device_->CreateJob({"r1", 1}), StatusIs(absl::StatusCode::kUnavailable));
  ASSERT_TRUE(printer_.WaitUntilOff());
  ASSERT_OK(printer_.Start());
  EXPECT_EQ(Print({"r1", 2}).state, State::kDone);
  EXPECT_THAT(Events("r1/1"), IsEmpty());
}

TEST_F(IppFaults, PowerOffBetweenJobAndDocumentIsUnknown) {
  ASSERT_OK_AND_ASSIGN(const DeviceJob job, device_->CreateJob({"r1", 1}));
  printer_.PowerOff();
  ASSERT_OK(device_->Send(job, TestPicture(1)));
  EXPECT_EQ(WaitForEnd(*device_, job).state, State::kUnknown);
  ASSERT_OK(printer_.Start());
  EXPECT_EQ(device_->Poll(job)->state, State::kUnknown);
  EXPECT_THAT(Events("r1/1"), IsEmpty());
}

TEST_F(IppFaults, AJamIsUnknownAndNamesItsCause) {
  Tell("next jam");
  const CardProgress progress = Print({"r1", 1});
  EXPECT_EQ(progress.state, State::kUnknown) << "the printer cannot say in which state the card is";
  EXPECT_TRUE(WaitForReason("media-jam"));
  EXPECT_FALSE(device_->Status().ready);
  EXPECT_THAT(device_->CreateJob({"r2", 1}), StatusIs(absl::StatusCode::kUnavailable));
  Tell("clear");
  EXPECT_EQ(Print({"r2", 1}).state, State::kDone);
  EXPECT_THAT(Events("r1/1"), ElementsAre("spoiled"));
}

TEST_F(IppFaults, ARibbonThatEndsMakesTheCardWait) {
  Tell("hold data");
  const DeviceJob job = Begin({"r1", 1});
  ASSERT_TRUE(printer_.WaitAt("data"));
  Tell("ribbon 0");
  Tell("go");
  EXPECT_TRUE(WaitForReason("marker-supply-empty"));
  EXPECT_FALSE(device_->Status().ready);
  EXPECT_EQ(device_->Status().supplies[0].percent, 0);
  EXPECT_EQ(device_->Poll(job)->state, State::kBusy);
  Tell("ribbon 100");
  EXPECT_EQ(WaitForEnd(*device_, job).state, State::kDone);
  EXPECT_THAT(Events("r1/1"), ElementsAre("card"));
}

TEST_F(IppFaults, ALowRibbonIsToldAndPrintsOn) {
  Tell("ribbon 5");
  EXPECT_TRUE(WaitForReason("marker-supply-low"));
  const DeviceStatus status = device_->Status();
  EXPECT_TRUE(status.ready);
  EXPECT_EQ(status.supplies[0].percent, 5);
  EXPECT_EQ(status.supplies[0].cards_left, 10) << "of a ribbon for 200 cards";
  EXPECT_EQ(status.supplies[1].cards_left, -1) << "nobody said how many cards a film lasts";
}

TEST_F(IppFaults, AStoppedPrinterTakesNoJobAndOneThatIsStoppedLaterKeepsIt) {
  Tell("hold data");
  const DeviceJob job = Begin({"r1", 1});
  ASSERT_TRUE(printer_.WaitAt("data"));
  Tell("stop");
  Tell("go");
  EXPECT_TRUE(WaitForReady(*device_, false));
  EXPECT_EQ(device_->Poll(job)->state, State::kBusy);
  Tell("resume");
  EXPECT_EQ(WaitForEnd(*device_, job).state, State::kDone);
  device_->Forget(job);
  Tell("stop");
  EXPECT_THAT(device_->CreateJob({"r2", 1}),
              StatusIs(absl::StatusCode::kUnavailable, testing::HasSubstr("paused")));
  EXPECT_THAT(Events("r2/1"), IsEmpty());
}

TEST_F(IppFaults, AJobThatSomebodyCancelsAtThePrinterIsUnknown) {
  Tell("hold printing");
  const DeviceJob job = Begin({"r1", 1});
  ASSERT_TRUE(printer_.WaitAt("printing"));
  const auto jobs = Panel().UnendedJobs({});
  ASSERT_OK(jobs);
  ASSERT_EQ(jobs->size(), 1U);
  ASSERT_OK(Panel().CancelJob(jobs->front().id, {}));
  EXPECT_EQ(WaitForEnd(*device_, job).state, State::kUnknown);
}

TEST_F(IppFaults, AJobThatTheStationGivesUpIsCancelledAtThePrinter) {
  Tell("hold printing");
  const DeviceJob job = Begin({"r1", 1});
  ASSERT_TRUE(printer_.WaitAt("printing"));
  device_->Forget(job);
  EXPECT_FALSE(device_->Status().ready);
  Tell("clear");
  EXPECT_TRUE(
      support::WaitUntil([&] { return Events("r1/1") == std::vector<std::string>{"spoiled"}; }, kSoon));
  Tell("clear");
  EXPECT_EQ(Print({"r2", 1}).state, State::kDone);
}

// No printer knows these; somebody has to look at the card.
TEST_F(IppFaults, WhatOnlyEyesCanSeeEndsAsDone) {
  Tell("next wrong-done");
  EXPECT_EQ(Print({"r1", 1}).state, State::kDone);
  EXPECT_THAT(Events("r1/1"), IsEmpty());
  Tell("next faint");
  EXPECT_EQ(Print({"r2", 1}).state, State::kDone);
  EXPECT_THAT(Events("r2/1"), ElementsAre("faint"));
}

TEST_F(IppFaults, ADoubleFeedShowsInTheBlanksAndNotInTheAnswer) {
  Tell("next double-feed");
  EXPECT_EQ(Print({"r1", 1}).state, State::kDone);
  EXPECT_THAT(Events("r1/1"), ElementsAre("card", "blank"));
  std::set<std::string> uids;
  for (const PickedBlank& blank : printer_.World()) uids.insert(blank.blank.uid);
  EXPECT_EQ(uids.size(), 2U);
}

TEST_F(IppFaults, AnotherPrinterAtTheSameAddressIsNotTheOneThatHasTheCard) {
  ASSERT_OK_AND_ASSIGN(const DeviceJob job, device_->CreateJob({"r1", 1}));
  printer_.PowerOff();
  printer_.Swap("kartu-dua");
  ASSERT_OK(printer_.Start());
  EXPECT_EQ(WaitForEnd(*device_, job).reason, "PRINTER_CHANGED");
}

TEST_F(IppFaults, APrinterThatIsOffAtTheStartComesLater) {
  printer_.PowerOff();
  Open();
  EXPECT_THAT(device_->Status().reasons, ElementsAre("offline"));
  EXPECT_THAT(device_->CreateJob({"r1", 1}), StatusIs(absl::StatusCode::kUnavailable));
  ASSERT_OK(printer_.Start());
  EXPECT_EQ(Print({"r1", 1}).state, State::kDone);
}

}  // namespace
}  // namespace blangko::printer
