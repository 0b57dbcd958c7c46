// NutClient and PowerWatch against Debian's own upsd with its dummy-ups driver, both children of this test.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "printer/power/nut_client.h"
#include "tests/support/process.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/wait.h"

namespace blangko::printer {
namespace {

using State = PowerReading::State;
using testing::HasSubstr;

constexpr char kUpsd[] = "/lib/nut/upsd";
constexpr char kDriver[] = "/lib/nut/dummy-ups";
constexpr absl::Duration kSoon = absl::Seconds(20);

class UpsdTest : public testing::Test {
 protected:
  void SetUp() override {
    if (access(kUpsd, X_OK) != 0 || access(kDriver, X_OK) != 0) {
      GTEST_SKIP() << "nut-server is not installed: the real upsd was not tried";
    }
    address_.port = support::FreePort().value();
    Write("ups.conf",
          "maxretry = 1\n[kecamatan]\n  driver = dummy-ups\n  port = sim.dev\n  pollinterval = 1\n");
    Write("upsd.conf", absl::StrCat("LISTEN 127.0.0.1 ", address_.port, "\nMAXAGE 3\n"));
    Write("upsd.users", "");
    Say("OL CHRG", 87);
    driver_ = Run({kDriver, "-a", "kecamatan", "-F"});
    upsd_ = Run({kUpsd, "-F"});
    ASSERT_TRUE(Becomes(State::kOnLine)) << NutClient(address_).Ask().status();
  }

  void Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_.File(name)) << text;
    std::filesystem::permissions(folder_.File(name), std::filesystem::perms(0640));
  }
  // The driver looks at the file's time, in whole seconds: a change within one may pass unseen.
  void Say(const std::string& status, int charge) {
    Write("sim.dev",
          absl::StrCat("ups.status: ", status, "\nbattery.charge: ", charge, "\nbattery.runtime: 1260\n"));
    const auto path = folder_.File("sim.dev");
    std::filesystem::last_write_time(
        path, std::filesystem::last_write_time(path) + std::chrono::seconds(++changes_));
  }
  std::unique_ptr<support::Process> Run(std::vector<std::string> command) {
    if (geteuid() == 0) command.insert(command.end(), {"-u", "root"});
    const std::string folder = folder_.path();
    auto started = support::Process::Start(command, folder_.File("log"),
                                           {"NUT_CONFPATH=" + folder, "NUT_STATEPATH=" + folder});
    return started.ok() ? *std::move(started) : nullptr;
  }
  bool Becomes(State state) {
    return support::WaitUntil(
        [&] {
          const auto reading = NutClient(address_).Ask();
          return (reading.ok() ? reading->state : State::kUnknown) == state;
        },
        kSoon);
  }

  const TempDir folder_;
  UpsAddress address_{.name = "kecamatan"};
  int changes_ = 0;
  std::unique_ptr<support::Process> driver_;
  std::unique_ptr<support::Process> upsd_;
};

TEST_F(UpsdTest, MainsBatteryLowBatteryAndMainsAgain) {
  const PowerReading first = NutClient(address_).Ask().value();
  EXPECT_EQ(first.battery_percent, 87);
  EXPECT_EQ(first.runtime_seconds, 1260);
  Say("OB DISCHRG", 60);
  EXPECT_TRUE(Becomes(State::kOnBattery));
  Say("OB LB DISCHRG", 9);
  EXPECT_TRUE(Becomes(State::kLowBattery));
  EXPECT_EQ(NutClient(address_).Ask()->battery_percent, 9);
  Say("OL CHRG", 12);
  EXPECT_TRUE(Becomes(State::kOnLine));
}

TEST_F(UpsdTest, ADriverThatHangsOrDiesIsUnknown) {
  driver_->Kill(SIGSTOP);
  EXPECT_TRUE(
      support::WaitUntil([&] { return absl::IsUnavailable(NutClient(address_).Ask().status()); }, kSoon));
  EXPECT_THAT(NutClient(address_).Ask(), StatusIs(absl::StatusCode::kUnavailable, HasSubstr("DATA-STALE")));
  driver_->Kill(SIGCONT);
  EXPECT_TRUE(Becomes(State::kOnLine));
  driver_.reset();
  EXPECT_TRUE(Becomes(State::kUnknown));
}

TEST_F(UpsdTest, AnUnknownNameAndAnUpsdThatIsGone) {
  UpsAddress wrong = address_;
  wrong.name = "kantor";
  EXPECT_THAT(NutClient(wrong).Ask(),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("want one of: kecamatan")));
  upsd_.reset();
  EXPECT_THAT(NutClient(address_).Ask(), StatusIs(absl::StatusCode::kUnavailable, HasSubstr("refused")));
}

}  // namespace
}  // namespace blangko::printer
