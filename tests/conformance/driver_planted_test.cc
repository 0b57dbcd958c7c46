// Switches each planted bug of the printer drivers on, and expects the check that must catch it to do so.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>

#include "tests/conformance/driver_under_test.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/wait.h"

namespace blangko::printer {
namespace {

using State = CardProgress::State;

// With the printer that others wrote: it takes a document whole before it prints, so a card in hand has nothing but the
// number of its job.
class DriverPlanted : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    const DriverCase& eve = AllDrivers().back();
    if (!eve.missing().empty()) GTEST_SKIP() << "SKIPPED: not installed: " << eve.missing();
    if (!GetParam().empty()) setenv("BLANGKO_PLANT", GetParam().c_str(), 1);
    under_test_ = eve.make(folder_.File("printer"));
    ASSERT_TRUE(WaitForReady(under_test_->device(), true));
  }
  void TearDown() override {
    under_test_.reset();
    unsetenv("BLANGKO_PLANT");
  }
  bool IsPlanted(const std::string& bug) const { return GetParam() == bug; }

  TempDir folder_;
  std::unique_ptr<DriverUnderTest> under_test_;
};

TEST_P(DriverPlanted, ANumberUsedAgainIsTakenForTheCardOnlyWithTheBug) {
  under_test_->HoldNextCard();
  const auto job = under_test_->device().CreateJob({"r1", 1});
  ASSERT_OK(job);
  ASSERT_OK(under_test_->device().Send(*job, TestPicture(1)));
  under_test_->WaitUntilHeld();
  under_test_->PowerOff();
  under_test_->PowerOn();
  const std::unique_ptr<Device> other = under_test_->OtherStation();
  ASSERT_TRUE(WaitForReady(*other, true));
  const auto others = other->CreateJob({"r9", 1});
  ASSERT_OK(others);
  ASSERT_OK(other->Send(*others, TestPicture(9)));
  WaitForEnd(*other, *others);
  const State end = WaitForEnd(under_test_->device(), *job).state;
  EXPECT_EQ(end, IsPlanted("ipp-trusts-reused-job-id") ? State::kDone : State::kUnknown);
}

TEST_P(DriverPlanted, ASuffixHidesTheEmptyHopperOnlyWithTheBug) {
  under_test_->RunOutOfBlanks();
  const auto job = under_test_->device().CreateJob({"r1", 1});
  ASSERT_OK(job);
  ASSERT_OK(under_test_->device().Send(*job, TestPicture(1)));
  const auto says_empty = [&] {
    const std::vector<std::string> reasons = under_test_->device().Status().reasons;
    return !reasons.empty() && reasons.front().starts_with("media-empty");
  };
  ASSERT_TRUE(support::WaitUntil(says_empty, absl::Seconds(10)));
  EXPECT_EQ(under_test_->device().Status().ready, IsPlanted("suffix-not-stripped"));
  under_test_->LetGo();
  EXPECT_EQ(WaitForEnd(under_test_->device(), *job).state, State::kDone);
}

INSTANTIATE_TEST_SUITE_P(All, DriverPlanted,
                         testing::Values("", "ipp-trusts-reused-job-id", "suffix-not-stripped"),
                         [](const auto& tested) {
                           std::string name = tested.param.empty() ? "none" : tested.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace blangko::printer
