#include "services/printers/health.h"

#include <gtest/gtest.h>

namespace blangko::printers {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'772'413'200);

StationRow Heard(absl::Duration ago) {
  StationRow station;
  station.set_enabled(true);
  station.set_heartbeat_micros(absl::ToUnixMicros(kNow - ago));
  return station;
}

PrinterRow Idle() {
  PrinterRow printer;
  printer.set_printer_id("p1");
  printer.set_state(v1::PRINTER_STATE_IDLE);
  return printer;
}

TEST(Health, AStationIsSilentAfterThreeHeartbeats) {
  EXPECT_FALSE(IsSilent(Heard(absl::Seconds(12)), kNow));
  EXPECT_FALSE(IsSilent(Heard(kSilentAfter), kNow));
  EXPECT_TRUE(IsSilent(Heard(kSilentAfter + absl::Seconds(1)), kNow));
  EXPECT_TRUE(IsSilent(StationRow(), kNow));
  EXPECT_EQ(HeartbeatAge(Heard(absl::Seconds(12)), kNow), absl::Seconds(12));
  EXPECT_EQ(HeartbeatAge(Heard(absl::Seconds(-5)), kNow), absl::ZeroDuration());
  EXPECT_EQ(HeartbeatAge(StationRow(), kNow), std::nullopt);
}

TEST(Health, APrinterIsInOneConditionOnly) {
  const StationRow alive = Heard(absl::Seconds(1));
  const StationRow silent = Heard(absl::Hours(1));
  PrinterRow jammed = Idle();
  jammed.add_reasons("media-jam");
  PrinterRow held = jammed;
  held.set_held_reason("servis");
  EXPECT_EQ(HealthOf(alive, Idle(), kNow), v1::PRINTER_HEALTH_HEALTHY);
  EXPECT_EQ(HealthOf(alive, jammed, kNow), v1::PRINTER_HEALTH_DOWN);
  EXPECT_EQ(HealthOf(silent, jammed, kNow), v1::PRINTER_HEALTH_SILENT);
  EXPECT_EQ(HealthOf(silent, held, kNow), v1::PRINTER_HEALTH_HELD);
  StationRow off = alive;
  off.set_enabled(false);
  EXPECT_EQ(HealthOf(off, Idle(), kNow), v1::PRINTER_HEALTH_HELD);
}

TEST(Health, APrinterThatItsStationNoLongerNamesIsSilent) {
  StationRow station = Heard(absl::Seconds(1));
  station.add_heard_printers("p2");
  EXPECT_EQ(HealthOf(station, Idle(), kNow), v1::PRINTER_HEALTH_SILENT);
  station.add_heard_printers("p1");
  EXPECT_EQ(HealthOf(station, Idle(), kNow), v1::PRINTER_HEALTH_HEALTHY);
}

}  // namespace
}  // namespace blangko::printers
