// NutClient and PowerWatch against Debian's own upsd with its dummy-ups driver, both children of this test.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <optional>

#include "printer/power/dummy_ups_fixture.h"
#include "tests/support/status_matchers.h"

namespace blangko::printer {
namespace {

using State = PowerReading::State;
using testing::HasSubstr;

class UpsdTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!DummyUps::IsInstalled()) GTEST_SKIP() << "nut-server is not installed: the real upsd was not tried";
    ups_.emplace();
    ASSERT_TRUE(ups_->Becomes(State::kOnLine)) << Ask().status();
  }
  absl::StatusOr<PowerReading> Ask() { return NutClient(ups_->address()).Ask(); }

  std::optional<DummyUps> ups_;
};

TEST_F(UpsdTest, MainsBatteryLowBatteryAndMainsAgain) {
  const PowerReading first = Ask().value();
  EXPECT_EQ(first.battery_percent, 87);
  EXPECT_EQ(first.runtime_seconds, 1260);
  ups_->Say("OB DISCHRG", 60);
  EXPECT_TRUE(ups_->Becomes(State::kOnBattery));
  ups_->Say("OB LB DISCHRG", 9);
  EXPECT_TRUE(ups_->Becomes(State::kLowBattery));
  EXPECT_EQ(Ask()->battery_percent, 9);
  ups_->Say("OL CHRG", 12);
  EXPECT_TRUE(ups_->Becomes(State::kOnLine));
}

TEST_F(UpsdTest, ADriverThatHangsOrDiesIsUnknown) {
  ups_->driver().Kill(SIGSTOP);
  EXPECT_TRUE(support::WaitUntil([&] { return absl::IsUnavailable(Ask().status()); }, DummyUps::kSoon));
  EXPECT_THAT(Ask(), StatusIs(absl::StatusCode::kUnavailable, HasSubstr("DATA-STALE")));
  ups_->driver().Kill(SIGCONT);
  EXPECT_TRUE(ups_->Becomes(State::kOnLine));
  ups_->StopDriver();
  EXPECT_TRUE(ups_->Becomes(State::kUnknown));
}

TEST_F(UpsdTest, AnUnknownNameAndAnUpsdThatIsGone) {
  UpsAddress wrong = ups_->address();
  wrong.name = "kantor";
  EXPECT_THAT(NutClient(wrong).Ask(),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("want one of: kecamatan")));
  ups_->StopUpsd();
  EXPECT_THAT(Ask(), StatusIs(absl::StatusCode::kUnavailable, HasSubstr("refused")));
}

}  // namespace
}  // namespace blangko::printer
