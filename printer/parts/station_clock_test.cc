#include "printer/parts/station_clock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "printer/agent/fake_station.h"
#include "printer/power/power_part.h"
#include "services/refusal/told.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace blangko::printer {
namespace {

using testing::Contains;
using testing::IsEmpty;
using Verdict = TrustedClock::Verdict;

const absl::Time kStart = absl::FromUnixSeconds(1'800'000'000);

printers::v1::HeartbeatResponse Told(absl::Time time) {
  printers::v1::HeartbeatResponse response;
  response.mutable_server_time()->set_seconds(absl::ToUnixSeconds(time));
  return response;
}

class StationClockTest : public testing::Test {
 protected:
  std::unique_ptr<StationClock> Open(uint64_t seq = 9) {
    auto clock = StationClock::Open(folder_.path(), machine_).value();
    clock->Learn(seq, kStart);
    return clock;
  }

  const TempDir folder_;
  ManualClock machine_{kStart};
};

TEST_F(StationClockTest, AMachineBeforeItsJournalOrFarPastItHindersNewCards) {
  EXPECT_FALSE(Open()->Hinders().has_value());
  machine_.Set(kStart - absl::Hours(1));
  EXPECT_EQ(Open()->Hinders()->word, "clock-not-trusted");
  EXPECT_EQ(Open()->clock().Now(), kStart) << "what is written is not dated back";
  machine_.Set(kStart + absl::Hours(24 * 60));
  EXPECT_EQ(Open()->Read().verdict, Verdict::kAhead);
}

TEST_F(StationClockTest, TheServersTimeIsKeptAndSetsRightWhatWasLongOff) {
  machine_.Set(kStart + absl::Hours(24 * 60));
  auto clock = Open();
  ASSERT_OK(clock->Take(Told(machine_.Now() - absl::Seconds(2))));
  EXPECT_FALSE(clock->Hinders().has_value());
  machine_.Set(kStart + absl::Hours(1));
  EXPECT_EQ(Open()->Read().verdict, Verdict::kBehind) << "the newest time heard outlives the process";
}

TEST_F(StationClockTest, AConfirmationIsDurableAndEndsTheWordOfTheEntriesBeforeIt) {
  machine_.Set(kStart - absl::Hours(24 * 400));
  auto clock = Open();
  EXPECT_THAT(clock->Confirm("", 9), StatusIs(absl::StatusCode::kInvalidArgument));
  ASSERT_OK(clock->Confirm("1405014107990001", 9));
  EXPECT_EQ(clock->note().confirmed_by(), "************0001");
  EXPECT_FALSE(clock->Hinders().has_value());
  EXPECT_FALSE(Open()->Hinders().has_value());
  machine_.Advance(-absl::Hours(2));
  EXPECT_TRUE(Open()->Hinders().has_value()) << "back behind what was confirmed";
  machine_.Advance(absl::Hours(3));
  EXPECT_TRUE(Open(10)->Hinders().has_value()) << "an entry written since counts";
}

TEST_F(StationClockTest, ADamagedNoteIsAsNone) {
  std::ofstream(folder_.File("clock.note")) << "no note";
  EXPECT_FALSE(Open()->Hinders().has_value());
}

class AgentClockTest : public testing::Test {
 protected:
  void SetUp() override {
    station_.minds_clock = true;
    station_.GivenRecords(2);
    ASSERT_OK(station_.Open());
    ASSERT_OK(station_.RunUntil([&] { return station_.device.order.size() == 1; }));
  }
  // A new process on a machine whose date went back.
  void GoBack() {
    station_.CutPower();
    station_.clock.Advance(-absl::Hours(24 * 365));
    ASSERT_OK(station_.Open());
  }
  void Turns(int count) {
    for (int i = 0; i < count; ++i) {
      const auto pause = station_.agent().RunOnce();
      ASSERT_OK(pause);
      station_.clock.Advance(*pause);
    }
  }

  FakeStation station_{7};
};

TEST_F(AgentClockTest, NoNewCardBeginsUntilAPersonConfirms) {
  GoBack();
  ASSERT_OK(station_.LookAndClear());
  Turns(60);
  EXPECT_EQ(station_.device.order.size(), 1U);
  const auto& printer = station_.server.beats.back().printers(0);
  EXPECT_EQ(printer.state(), printers::v1::PRINTER_STATE_STOPPED);
  EXPECT_THAT(printer.reasons(), Contains("clock-not-trusted"));
  ASSERT_OK(station_.station_clock().Confirm("sari", station_.agent().journal_seq()));
  ASSERT_OK(station_.RunUntil([&] { return station_.device.order.size() == 2; }));
}

TEST_F(AgentClockTest, FindsAStationThatDoesNotNotice) {
  setenv("BLANGKO_PLANT", "clock-goes-back-unnoticed", 1);
  GoBack();
  const absl::Status cleared = station_.LookAndClear();
  const absl::Status printed = station_.RunUntil([&] { return station_.device.order.size() == 2; });
  unsetenv("BLANGKO_PLANT");
  EXPECT_OK(cleared);
  EXPECT_OK(printed) << "the planted bug prints on";
}

// ---- power -----------------------------------------------------------------------------------------------------

class FakePower : public PowerSource {
 public:
  PowerReading Read() const override { return reading; }
  PowerReading reading = {.state = PowerReading::State::kOnLine};
};

TEST(AgentPower, OnBatteryTheCardInHandIsFinishedAndNoNewOneBegins) {
  FakeStation station{7};
  FakePower power;
  PowerPart part(power, {}, station.clock);
  station.parts = {&part};
  station.device.looks_needed = 5;
  station.GivenRecords(3);
  ASSERT_OK(station.Open());
  ASSERT_OK(station.RunUntil([&] { return station.device.order.size() == 1; }));
  power.reading.state = PowerReading::State::kOnBattery;
  ASSERT_OK(station.RunUntil([&] { return station.server.told.size() == 3; }));
  EXPECT_EQ(station.server.told[(AttemptKey{"r1", 1})].outcome(), scheduler::v1::OUTCOME_PRINTED);
  EXPECT_EQ(station.server.told[(AttemptKey{"r2", 1})].reason(), "POWER_BATTERY");
  EXPECT_THAT(station.server.beats.back().printers(0).reasons(), Contains("power-battery"));
  EXPECT_EQ(station.device.order.size(), 1U);
  power.reading.state = PowerReading::State::kOnLine;
  ASSERT_OK(station.RunUntil([&] { return station.server.AllPrinted(); }));
  EXPECT_THAT(station.server.mistakes, IsEmpty());
}

// ---- photos ----------------------------------------------------------------------------------------------------

TEST(AgentPhotos, ACardThatCannotBeDrawnIsGivenBackWithItsReason) {
  FakeStation station{7};
  station.draw = [](const scheduler::v1::Job& job) -> absl::StatusOr<CardImage> {
    if (job.record_id() == "r1") return absl::NotFoundError("FOTO_TIDAK_ADA");
    return CardImage();
  };
  station.GivenRecords(2);
  ASSERT_OK(station.Open());
  ASSERT_OK(station.RunUntil([&] { return station.server.told.contains({"r2", 1}); }));
  EXPECT_EQ(station.server.told[(AttemptKey{"r1", 1})].outcome(), scheduler::v1::OUTCOME_RELEASED);
  EXPECT_EQ(station.server.told[(AttemptKey{"r1", 1})].reason(), "FOTO_TIDAK_ADA");
  EXPECT_THAT(station.device.order, testing::ElementsAre(AttemptKey{"r2", 1}));
}

}  // namespace
}  // namespace blangko::printer
