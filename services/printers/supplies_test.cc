#include "services/printers/supplies.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "services/refusal/refusal.h"

namespace blangko::printers {
namespace {

using Status = v1::HeartbeatRequest::PrinterStatus;

constexpr int64_t kDay = 17'500;
constexpr int32_t kWindow = 50;

v1::Supply SupplyOf(v1::SupplyKind kind, const std::string& name) {
  v1::Supply supply;
  supply.set_kind(kind);
  supply.set_name(name);
  return supply;
}

// A ribbon for so many cards and a film that lasts longer.
Status WithRibbon(int64_t cards) {
  Status status;
  *status.add_supplies() = SupplyOf(v1::SUPPLY_KIND_RIBBON, "YMCK");
  status.mutable_supplies(0)->set_cards_left(cards);
  *status.add_supplies() = SupplyOf(v1::SUPPLY_KIND_FILM, "film");
  status.mutable_supplies(1)->set_cards_left(cards + 300);
  return status;
}

PrinterRow Heard(const Status& status, PrinterRow printer = {}) {
  printer.set_printer_id("p1");
  printer.set_state(v1::PRINTER_STATE_IDLE);
  HearSupplies(status, printer);
  return printer;
}

std::string Refused(const PrinterRow& printer) {
  StationRow station;
  station.set_enabled(true);
  return ReasonOf(CheckUsable(station, printer));
}

TEST(Supplies, WhatIsNotToldStopsNothing) {
  Status status;
  *status.add_supplies() = SupplyOf(v1::SUPPLY_KIND_RIBBON, "YMCK");
  status.mutable_supplies(0)->set_percent(-1);
  status.mutable_supplies(0)->set_cards_left(-1);
  const PrinterRow printer = Heard(status);
  EXPECT_EQ(Refused(printer), "");
  EXPECT_FALSE(SupplyIsLow(printer));
  EXPECT_FALSE(CardsLeft(printer).has_value());
  EXPECT_EQ(RoomOf(printer, kWindow, kDay).cards, kWindow);
}

TEST(Supplies, NoRibbonOrNoFilmNoJobs) {
  EXPECT_EQ(Refused(Heard(WithRibbon(0))), "RIBBON_EMPTY");
  Status film = WithRibbon(10);
  film.mutable_supplies(1)->clear_cards_left();
  film.mutable_supplies(1)->set_percent(0);
  EXPECT_EQ(Refused(Heard(film)), "RIBBON_EMPTY");
  PrinterRow by_reason = Heard({});
  by_reason.add_reasons("marker-supply-empty");
  EXPECT_EQ(Refused(by_reason), "RIBBON_EMPTY");
  Status roller = WithRibbon(10);
  *roller.add_supplies() = SupplyOf(v1::SUPPLY_KIND_OTHER, "cleaning roller");
  roller.mutable_supplies(2)->set_percent(0);
  EXPECT_EQ(Refused(Heard(roller)), "");
}

TEST(Supplies, ThePlantedBugLetsAnEmptyPrinterWork) {
  setenv("BLANGKO_PLANT", "ribbon-empty-ignored", 1);
  EXPECT_NE(Refused(Heard(WithRibbon(0))), "RIBBON_EMPTY");
  unsetenv("BLANGKO_PLANT");
}

// So many cards, so many permissions, however they are asked for.
int32_t PermittedWith(int64_t ribbon_cards) {
  PrinterRow printer = Heard(WithRibbon(ribbon_cards));
  int32_t permitted = 0;
  for (int turn = 0; turn < 10; ++turn) {
    const int32_t cards = std::min(RoomOf(printer, kWindow, kDay).cards, 3);
    AddPermits(printer, cards, kDay);
    permitted += cards;
  }
  return permitted;
}

TEST(Supplies, NoMorePermissionsThanRibbon) {
  EXPECT_EQ(PermittedWith(7), 7);
  setenv("BLANGKO_PLANT", "ribbon-promised-twice", 1);
  EXPECT_GT(PermittedWith(7), 7);
  unsetenv("BLANGKO_PLANT");
}

TEST(Supplies, CardsThatAreStillToComeHaveTheirRibbon) {
  PrinterRow printer;
  printer.set_permits(6);
  printer.set_looks(2);  // these came out: their ribbon is used
  printer = Heard(WithRibbon(5), printer);
  EXPECT_EQ(RoomOf(printer, kWindow, kDay).cards, 1);
  AddPermits(printer, 1, kDay);
  const Room none = RoomOf(printer, kWindow, kDay);
  EXPECT_EQ(none.cards, 0);
  EXPECT_EQ(none.limit, "RIBBON_TAKEN");
  EndPermit(printer);
  GiveRibbonBack(printer);
  EXPECT_EQ(RoomOf(printer, kWindow, kDay).cards, 1);
  printer = Heard(WithRibbon(500), printer);
  EXPECT_EQ(RoomOf(printer, kWindow, kDay).cards, kWindow - InWindow(printer));
}

TEST(Supplies, TheAlarmHasANumberOfItsOwn) {
  PrinterRow printer = Heard(WithRibbon(kLowSupplyCards));
  EXPECT_FALSE(SupplyIsLow(printer));
  EXPECT_TRUE(SupplyIsLow(Heard(WithRibbon(kLowSupplyCards - 1))));
  printer.set_low_supply_cards(200);
  EXPECT_TRUE(SupplyIsLow(printer));
  printer = Heard(WithRibbon(1), printer);
  printer.set_low_supply_cards(0);
  EXPECT_FALSE(SupplyIsLow(printer));
  EXPECT_TRUE(SupplyIsLow(Heard(WithRibbon(0), printer)));
}

TEST(Supplies, APrinterWithoutNumbersHasItsOwnWordForLow) {
  PrinterRow printer = Heard({});
  printer.add_reasons("marker-supply-low");
  EXPECT_TRUE(SupplyIsLow(printer));
  EXPECT_EQ(Refused(printer), "");
}

}  // namespace
}  // namespace blangko::printers
