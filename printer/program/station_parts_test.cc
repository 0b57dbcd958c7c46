// What the running station asks beside its printer: encoder, photos, clock, UPS.
#include "printer/program/station_parts.h"

#include <thread>

#include "printer/face/png_writer.h"
#include "printer/power/dummy_ups_fixture.h"
#include "printer/program/clock_tool.h"
#include "printer/program/station_program_fixture.h"
#include "tests/support/wait.h"

namespace blangko::printer {
namespace {

using testing::HasSubstr;

using StationPartsTest = StationProgramTest;

TEST_F(StationPartsTest, AnEncoderBindsTheUidsOfItsBlanks) {
  std::ofstream(folder_.File("uids")) << "04A1B2C3D4E501\n04A1B2C3D4E502\n04A1B2C3D4E503\n";
  options_.encoder = "simulated:uids=" + std::string(folder_.File("uids"));
  ASSERT_OK(RunFor(1));
  ASSERT_OK(RunFor(1));
  EXPECT_EQ(backstage_.server.told[(AttemptKey{"r1", 1})].blank_uid(), "04A1B2C3D4E501");
  EXPECT_EQ(backstage_.server.told[(AttemptKey{"r2", 1})].blank_uid(), "04A1B2C3D4E502");
}

TEST_F(StationPartsTest, WrongOptionsOfItsPartsAreRefusedWithWhatIsWanted) {
  for (const std::string wrong : {"printer", "command:", "command:/no/such/program", "simulated:colour=red",
                                  "simulated:seconds=-1", "simulated:uids=/no/such/file"}) {
    options_.encoder = wrong;
    EXPECT_THAT(RunFor(1), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("--encoder"))) << wrong;
  }
  options_.encoder.clear();
  options_.ups = "@host";
  EXPECT_THAT(RunFor(1), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("--ups")));
}

TEST_F(StationPartsTest, WithoutItsPhotoACardIsGivenBackOrPrintedAsToldTo) {
  options_.photos = folder_.path();
  std::ofstream(folder_.File("r1.png")) << "no picture";
  std::ofstream(folder_.File("r3.png")) << EncodePng({1, 1, {10, 10, 10}}).value();
  ASSERT_OK(RunFor(1));
  EXPECT_EQ(backstage_.server.told[(AttemptKey{"r1", 1})].reason(), "FOTO_RUSAK");
  EXPECT_EQ(backstage_.server.told[(AttemptKey{"r2", 1})].reason(), "FOTO_TIDAK_ADA");
  EXPECT_THAT(TrayLog(), HasSubstr("r3,1,done"));
  options_.without_photo = "print";
  ASSERT_OK(RunFor(2));
  EXPECT_THAT(TrayLog(), HasSubstr("r5,1,done"));
}

TEST_F(StationPartsTest, WhoComparedTheClocksIsHeardAndTheStationGoesOn) {
  ASSERT_OK(RunFor(1));
  const ManualClock wrong(clock_.Now() - absl::Hours(24 * 400));
  EXPECT_THAT(ShowClock(options_, clock_).value(), HasSubstr("dipercaya"));
  EXPECT_THAT(ShowClock(options_, clock_).value(), HasSubstr(" WIB (UTC "));
  EXPECT_THAT(ShowClock(options_, wrong).value(), HasSubstr("clock confirm --dir"));
  options_.by = "sari";
  ASSERT_OK(ConfirmClock(options_, {wrong, rng_, stop_}));
  EXPECT_THAT(ShowClock(options_, wrong).value(), testing::AllOf(HasSubstr("dipercaya"), HasSubstr("sari")));
}

TEST_F(StationPartsTest, OnBatteryNoCardBeginsAndOnMainsAgainTheyAllDo) {
  if (!DummyUps::IsInstalled()) GTEST_SKIP() << "nut-server is not installed: the real upsd was not tried";
  DummyUps ups;
  ASSERT_TRUE(ups.Becomes(PowerReading::State::kOnLine));
  ups.Say("OB DISCHRG", 60);
  ASSERT_TRUE(ups.Becomes(PowerReading::State::kOnBattery));
  options_.ups = ups.name();
  std::thread station([&] { EXPECT_OK(RunFor(5)); });
  const auto reasons = [&] {
    const std::lock_guard lock(backstage_.mutex);
    return backstage_.server.beats.empty() ? "" : backstage_.server.beats.back().ShortDebugString();
  };
  EXPECT_TRUE(support::WaitUntil([&] { return reasons().find("power-battery") != std::string::npos; },
                                 DummyUps::kSoon));
  EXPECT_THAT(TrayLog(), testing::Not(HasSubstr("begun")));
  ups.Say("OL CHRG", 61);
  station.join();
  EXPECT_TRUE(backstage_.server.AllPrinted());
}

}  // namespace
}  // namespace blangko::printer
