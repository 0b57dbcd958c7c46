// What every printer driver promises (printer/agent/device.h), run over each of them with a printer whose cards are counted.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "tests/conformance/driver_under_test.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/wait.h"

namespace blangko::printer {
namespace {

using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::EndsWith;
using testing::IsEmpty;
using testing::Not;
using State = CardProgress::State;

constexpr auto kAtOnce = std::chrono::milliseconds(500);

class DriverConformance : public testing::TestWithParam<DriverCase> {
 protected:
  void SetUp() override {
    const std::string missing = GetParam().missing();
    if (!missing.empty()) GTEST_SKIP() << "SKIPPED: not installed: " << missing;
    under_test_ = GetParam().make(folder_.File("printer"));
    ASSERT_TRUE(WaitForReady(device(), true));
  }
  Device& device() { return under_test_->device(); }
  DeviceJob Begin(const AttemptKey& card, int seed = 1) {
    EXPECT_TRUE(WaitForReady(device(), true)) << testing::PrintToString(device().Status().reasons);
    const auto job = device().CreateJob(card);
    EXPECT_OK(job);
    if (!job.ok()) return {};
    EXPECT_OK(device().Send(*job, TestPicture(seed)));
    return *job;
  }
  CardProgress Print(const AttemptKey& card, int seed = 1) {
    const DeviceJob job = Begin(card, seed);
    const CardProgress progress = WaitForEnd(device(), job);
    device().Forget(job);
    return progress;
  }
  // A card is in the printer and does not come out.
  DeviceJob BeginHeld(const AttemptKey& card) {
    under_test_->HoldNextCard();
    const DeviceJob job = Begin(card);
    under_test_->WaitUntilHeld();
    return job;
  }

  TempDir folder_;
  std::unique_ptr<DriverUnderTest> under_test_;
};

TEST_P(DriverConformance, CreateJobMovesNoCard) {
  const auto job = device().CreateJob({"r1", 1});
  ASSERT_OK(job);
  EXPECT_NE(job->job_id, "");
  EXPECT_NE(job->printer_uuid, "");
  EXPECT_EQ(device().Poll(*job).value_or(CardProgress()).state, State::kBusy);
  device().Forget(*job);
  EXPECT_EQ(Print({"r2", 1}).state, State::kDone) << "the job that was given up does not stand in the way";
  EXPECT_THAT(under_test_->GoodCards(), ElementsAre("r2/1"));
}

TEST_P(DriverConformance, EachCardComesOutOnceAndInOrder) {
  for (const char* record : {"r1", "r2", "r3"}) EXPECT_EQ(Print({record, 1}).state, State::kDone);
  EXPECT_EQ(Print({"r2", 2}).state, State::kDone);
  EXPECT_THAT(under_test_->GoodCards(), ElementsAre("r1/1", "r2/1", "r3/1", "r2/2"));
}

TEST_P(DriverConformance, ThePictureArrivesPixelByPixel) {
  for (const int seed : {3, 40}) {
    Print({"r" + std::to_string(seed), 1}, seed);
    const CardImage want = under_test_->AsPrinted(TestPicture(seed));
    const CardImage got = under_test_->NewestPicture();
    if (device().asks_person()) {
      EXPECT_TRUE(got.rgb.empty()) << "the picture is the ministry's";
      continue;
    }
    EXPECT_EQ(got.width, want.width);
    EXPECT_EQ(got.height, want.height);
    EXPECT_TRUE(got.rgb == want.rgb);
  }
}

TEST_P(DriverConformance, AJobThatIsForgottenOrOfAnEarlierProcessIsUnknown) {
  const DeviceJob job = Begin({"r1", 1});
  WaitForEnd(device(), job);
  device().Forget(job);
  under_test_->Reopen();
  EXPECT_THAT(device().Poll(job), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(device().Send(job, TestPicture(1)), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(device().Poll({"77", job.printer_uuid, 0}), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(under_test_->GoodCards(), ElementsAre("r1/1"));
}

TEST_P(DriverConformance, TheCounterCountsTheCards) {
  if (!under_test_->counts_cards()) {
    EXPECT_EQ(device().Status().card_counter, -1);
    return;
  }
  const int64_t before = device().Status().card_counter;
  EXPECT_EQ(Print({"r1", 1}).card_counter, before + 1);
  EXPECT_EQ(Print({"r2", 1}).card_counter, before + 2);
}

TEST_P(DriverConformance, SaysWhatIsLeftOfRibbonAndFilm) {
  const DeviceStatus status = device().Status();
  EXPECT_GT(device().nominal_per_hour(), 0);
  if (!GetParam().own_printer) {
    EXPECT_THAT(status.supplies, IsEmpty());
    return;
  }
  ASSERT_EQ(status.supplies.size(), 2U);
  EXPECT_EQ(status.supplies[0].kind, Supply::Kind::kRibbon);
  EXPECT_EQ(status.supplies[1].kind, Supply::Kind::kFilm);
  for (const Supply& supply : status.supplies) {
    EXPECT_NE(supply.name, "");
    EXPECT_GT(supply.percent, 0);
    EXPECT_LE(supply.percent, 100);
  }
}

// With a printer that is a process of its own and can fail.
class PrinterConformance : public DriverConformance {};

TEST_P(PrinterConformance, ACardThatTakesLongKeepsNobodyWaiting) {
  const DeviceJob job = BeginHeld({"r1", 1});
  const auto begun = std::chrono::steady_clock::now();
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(device().Poll(job).value_or(CardProgress()).state, State::kBusy);
    EXPECT_FALSE(device().Status().supplies.empty());
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begun, kAtOnce);
  under_test_->LetGo();
  EXPECT_EQ(WaitForEnd(device(), job).state, State::kDone);
  EXPECT_THAT(under_test_->GoodCards(), ElementsAre("r1/1"));
}

TEST_P(PrinterConformance, WithoutBlanksItIsNotReadyAndSaysSoWithoutSuffix) {
  under_test_->RunOutOfBlanks();
  const auto waiting = device().CreateJob({"r1", 1});
  if (waiting.ok()) {
    EXPECT_OK(device().Send(*waiting, TestPicture(1)));
  }
  const auto says_empty = [&] {
    const std::vector<std::string> reasons = device().Status().reasons;
    return std::any_of(reasons.begin(), reasons.end(), [](const auto& reason) {
      return reason == "media-empty" || reason == "media-needed";
    });
  };
  EXPECT_TRUE(support::WaitUntil(says_empty, absl::Seconds(10)));
  const DeviceStatus status = device().Status();
  EXPECT_FALSE(status.ready);
  EXPECT_THAT(status.reasons, Each(Not(EndsWith("-error"))));
  EXPECT_THAT(status.reasons, Each(Not(EndsWith("-report"))));
  EXPECT_THAT(status.reasons, Each(Not(EndsWith("-warning"))));
  EXPECT_THAT(device().CreateJob({"r2", 1}), StatusIs(absl::StatusCode::kUnavailable));
  under_test_->LetGo();
  EXPECT_TRUE(WaitForReady(device(), true));
}

TEST_P(PrinterConformance, APrinterThatLosesItsPowerLeavesTheCardUnknown) {
  const DeviceJob job = BeginHeld({"r1", 1});
  under_test_->PowerOff();
  EXPECT_TRUE(WaitForReady(device(), false));
  EXPECT_THAT(device().Status().reasons, ElementsAre("offline"));
  EXPECT_THAT(device().CreateJob({"r2", 1}), StatusIs(absl::StatusCode::kUnavailable));
  under_test_->PowerOn();
  EXPECT_EQ(WaitForEnd(device(), job).state, State::kUnknown);
  device().Forget(job);
  EXPECT_EQ(Print({"r2", 1}).state, State::kDone);
  EXPECT_THAT(under_test_->GoodCards(), ElementsAre("r2/1")) << "the half card is not printed again";
}

// After a restart numbers begin with 1 again, and another station prints a card as number 1.
TEST_P(PrinterConformance, ANumberThatIsUsedAgainIsNotTheCardInHand) {
  const DeviceJob job = BeginHeld({"r1", 1});
  under_test_->PowerOff();
  under_test_->PowerOn();
  const std::unique_ptr<Device> other = under_test_->OtherStation();
  ASSERT_TRUE(WaitForReady(*other, true));
  const auto others = other->CreateJob({"r9", 1});
  ASSERT_OK(others);
  EXPECT_EQ(others->job_id, job.job_id);
  EXPECT_OK(other->Send(*others, TestPicture(9)));
  EXPECT_EQ(WaitForEnd(*other, *others).state, State::kDone);
  EXPECT_EQ(WaitForEnd(device(), job).state, State::kUnknown);
  EXPECT_THAT(under_test_->GoodCards(), ElementsAre("r9/1"));
}

// A station dies with a card in the printer; its next process finds the old job there.
TEST_P(PrinterConformance, ANewProcessBeginsWithAPrinterThatHoldsNoJob) {
  ASSERT_OK(device().CreateJob({"r1", 1}));
  under_test_->Reopen();
  EXPECT_EQ(Print({"r2", 1}).state, State::kDone);
  EXPECT_THAT(under_test_->GoodCards(), ElementsAre("r2/1"));
}

std::vector<DriverCase> WithOwnPrinter() {
  std::vector<DriverCase> cases;
  for (const DriverCase& driver : AllDrivers()) {
    if (driver.own_printer) cases.push_back(driver);
  }
  return cases;
}

std::string NameOf(const testing::TestParamInfo<DriverCase>& tested) { return tested.param.name; }

INSTANTIATE_TEST_SUITE_P(All, DriverConformance, testing::ValuesIn(AllDrivers()), NameOf);
INSTANTIATE_TEST_SUITE_P(All, PrinterConformance, testing::ValuesIn(WithOwnPrinter()), NameOf);

}  // namespace
}  // namespace blangko::printer
