#include "services/printers/printer.h"

#include <gtest/gtest.h>

#include "blangko/printers/v1/printers.pb.h"
#include "services/printers/print_rate.h"
#include "services/refusal/refusal.h"

namespace blangko::printers {
namespace {

constexpr int64_t kDay = 17'500;

StationRow Rumbai() {
  StationRow station;
  station.set_station_id("rumbai-1");
  station.set_enabled(true);
  return station;
}

PrinterRow Idle() {
  PrinterRow printer;
  printer.set_station_id("rumbai-1");
  printer.set_printer_id("p1");
  printer.set_state(v1::PRINTER_STATE_IDLE);
  return printer;
}

TEST(CheckUsable, IdlePrinterOfAnEnabledStation) { EXPECT_TRUE(CheckUsable(Rumbai(), Idle()).ok()); }

TEST(CheckUsable, SaysWhatStandsInTheWay) {
  StationRow off = Rumbai();
  off.set_enabled(false);
  EXPECT_EQ(ReasonOf(CheckUsable(off, Idle())), "STATION_DISABLED");
  PrinterRow held = Idle();
  held.set_held_reason("kepala cetak kotor");
  EXPECT_EQ(ReasonOf(CheckUsable(Rumbai(), held)), "PRINTER_HELD");
  PrinterRow stopped = Idle();
  stopped.set_state(v1::PRINTER_STATE_STOPPED);
  EXPECT_EQ(ReasonOf(CheckUsable(Rumbai(), stopped)), "PRINTER_DOWN");
  PrinterRow jammed = Idle();
  jammed.add_reasons("media-jam");
  EXPECT_EQ(ReasonOf(CheckUsable(Rumbai(), jammed)), "PRINTER_DOWN");
  PrinterRow low = Idle();
  low.add_reasons("marker-supply-low");
  EXPECT_TRUE(CheckUsable(Rumbai(), low).ok());
}

struct RoomCase {
  std::string name;
  int32_t own_window, policy_window, permits, duty_limit, duty_count;
  int64_t duty_day;
  int32_t cards;
  std::string limit;
};

class RoomTest : public testing::TestWithParam<RoomCase> {};

TEST_P(RoomTest, IsTheSmallerOfWindowAndDuty) {
  PrinterRow printer = Idle();
  printer.set_window(GetParam().own_window);
  printer.set_permits(GetParam().permits);
  printer.set_duty_limit_per_day(GetParam().duty_limit);
  printer.set_duty_count(GetParam().duty_count);
  printer.set_duty_day(GetParam().duty_day);
  const Room room = RoomOf(printer, GetParam().policy_window, kDay);
  EXPECT_EQ(room.cards, GetParam().cards);
  EXPECT_EQ(room.limit, GetParam().limit);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, RoomTest,
    testing::Values(RoomCase{"PolicyWindow", 0, 2, 0, 0, 0, 0, 2, ""},
                    RoomCase{"OwnWindow", 5, 2, 1, 0, 0, 0, 4, ""},
                    RoomCase{"WindowFull", 0, 2, 2, 100, 10, kDay, 0, "WINDOW_FULL"},
                    RoomCase{"WindowShrunk", 1, 2, 3, 0, 0, 0, 0, "WINDOW_FULL"},
                    RoomCase{"DutyLeavesOne", 0, 4, 0, 100, 99, kDay, 1, ""},
                    RoomCase{"DutyReached", 0, 4, 0, 100, 100, kDay, 0, "DUTY_LIMIT_REACHED"},
                    RoomCase{"BothReached", 0, 2, 2, 100, 100, kDay, 0, "DUTY_LIMIT_REACHED"},
                    RoomCase{"YesterdayDoesNotCount", 0, 4, 0, 100, 100, kDay - 1, 4, ""}),
    [](const auto& tested) { return tested.param.name; });

TEST(Permits, CountForTheWindowAndForTheDay) {
  PrinterRow printer = Idle();
  AddPermits(printer, 3, kDay);
  EndPermit(printer);
  EXPECT_EQ(printer.permits(), 2);
  EXPECT_EQ(DutyOf(printer, kDay), 3);
  AddPermits(printer, 1, kDay + 1);
  EXPECT_EQ(printer.permits(), 3);
  EXPECT_EQ(DutyOf(printer, kDay + 1), 1);
  for (int i = 0; i < 5; ++i) EndPermit(printer);
  EXPECT_EQ(printer.permits(), 0);
}

TEST(Outcomes, ThreeSpoilsInARowHoldThePrinter) {
  PrinterRow printer = Idle();
  CountSpoiled(printer, 3);
  CountSpoiled(printer, 3);
  CountPrinted(printer, absl::UnixEpoch(), 0);
  CountSpoiled(printer, 3);
  CountSpoiled(printer, 3);
  EXPECT_EQ(printer.held_reason(), "");
  CountSpoiled(printer, 3);
  EXPECT_EQ(printer.held_reason(), "SPOILS_IN_A_ROW");
  EXPECT_EQ(printer.cards_printed(), 1);
}

TEST(Outcomes, AHoldByAPersonKeepsItsReason) {
  PrinterRow printer = Idle();
  printer.set_held_reason("servis");
  CountSpoiled(printer, 1);
  EXPECT_EQ(printer.held_reason(), "servis");
}

}  // namespace
}  // namespace blangko::printers
