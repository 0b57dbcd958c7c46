#include "services/printers/print_rate.h"

#include <gtest/gtest.h>

namespace blangko::printers {
namespace {

constexpr int64_t kDay = 17'500;
constexpr absl::Duration kHour = absl::Hours(1);

absl::Time At(absl::Duration since) { return absl::FromUnixSeconds(1'772'413'200) + since; }
absl::Time At(int minutes) { return At(absl::Minutes(minutes)); }

PrinterRow Printed(std::initializer_list<absl::Time> times) {
  PrinterRow printer;
  for (const absl::Time time : times) CountPrinted(printer, time, kDay);
  return printer;
}

TEST(CardsInLastMinute, IsWhatTheClockSaysIdleTimeIncluded) {
  PrinterRow printer;
  for (int i = 0; i < 20; ++i) CountPrinted(printer, At(absl::Seconds(i)), kDay);
  EXPECT_EQ(CardsInLastMinute(printer, At(absl::Seconds(19))), 20);
  EXPECT_EQ(CardsInLastMinute(printer, At(absl::Seconds(69))), 10);
  EXPECT_EQ(CardsInLastMinute(printer, At(absl::Seconds(79))), 0);  // it stands still, and so the number says
  EXPECT_EQ(CardsInLastMinute(PrinterRow(), At(0)), 0);
}

TEST(CardsInLastMinute, CountsMoreCardsThanAreRemembered) {
  PrinterRow printer;
  for (int i = 0; i < 3000; ++i) CountPrinted(printer, At(absl::Milliseconds(20) * i), kDay);
  EXPECT_EQ(CardsInLastMinute(printer, At(absl::Seconds(59))), 3000);
  EXPECT_LE(printer.newest_minute_size(), 60);
}

TEST(MeasuredPerHour, NeedsThreePrints) {
  EXPECT_EQ(MeasuredPerHour(Printed({At(0), At(2)}), At(2)), 0);
  EXPECT_DOUBLE_EQ(MeasuredPerHour(Printed({At(0), At(2), At(4)}), At(4)), 30);
}

TEST(MeasuredPerHour, APauseIsNotSlowness) {
  PrinterRow printer = Printed({At(0), At(1), At(2), At(3)});
  for (int i = 0; i < 4; ++i) CountPrinted(printer, At(14 + 3 * i), kDay);  // after a break, slower
  EXPECT_DOUBLE_EQ(MeasuredPerHour(printer, At(25)), 20);
  EXPECT_DOUBLE_EQ(MeasuredPerHour(printer, At(60)),
                   20);  // what it can do; CardsInLastMinute says that it rests
  EXPECT_EQ(MeasuredPerHour(printer, At(23) + 9 * kHour), 0);
}

TEST(MeasuredPerHour, KeepsTheNewestPrintsOnly) {
  PrinterRow printer;
  for (int i = 0; i < 100; ++i) CountPrinted(printer, At(i), kDay);
  EXPECT_EQ(printer.recent_prints_micros_size(), 32);
  EXPECT_EQ(printer.recent_prints_micros(31), absl::ToUnixMicros(At(99)));
  EXPECT_EQ(printer.cards_printed(), 100);
}

TEST(PrintTime, ABatchIsSpreadByTheStationsOwnClock) {
  // Ten cards, one each 30 seconds, reported together; the station's clock is a year behind.
  PrinterRow printer;
  const absl::Time reported = At(30);
  const absl::Time newest = At(30) - 365 * 24 * kHour;
  for (int i = 9; i >= 0; --i) {
    CountPrinted(printer, PrintTime(reported, newest - i * absl::Seconds(30), newest), kDay);
  }
  EXPECT_DOUBLE_EQ(MeasuredPerHour(printer, reported), 120);
  EXPECT_EQ(CardsInLastMinute(printer, reported), 2);
}

TEST(PrintTime, WithoutAClockTheReportCounts) {
  EXPECT_EQ(PrintTime(At(5), absl::InfinitePast(), At(5)), At(5));
  EXPECT_EQ(PrintTime(At(5), At(1), absl::InfinitePast()), At(5));
  EXPECT_EQ(PrintTime(At(5), At(7), At(6)), At(5));  // never in the future
}

TEST(PrintTime, TimesOfAPrinterNeverGoBack) {
  const PrinterRow printer = Printed({At(10), At(9), At(11)});
  EXPECT_EQ(printer.recent_prints_micros(1), absl::ToUnixMicros(At(10)));
  EXPECT_EQ(printer.recent_prints_micros(2), absl::ToUnixMicros(At(11)));
}

TEST(PrintedOn, ANewDayBeginsAtNought) {
  PrinterRow printer = Printed({At(0), At(1)});
  EXPECT_EQ(PrintedOn(printer, kDay), 2);
  EXPECT_EQ(PrintedOn(printer, kDay + 1), 0);
  CountPrinted(printer, At(2), kDay + 1);
  EXPECT_EQ(PrintedOn(printer, kDay + 1), 1);
}

}  // namespace
}  // namespace blangko::printers
