#include "services/printers/print_rate.h"

#include <gtest/gtest.h>

#include <cstdlib>

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

PrinterRow PrintedEvery(absl::Duration gap, int cards) {
  PrinterRow printer;
  for (int i = 0; i < cards; ++i) CountPrinted(printer, At(gap * i), kDay);
  return printer;
}

TEST(MeasuredPerHour, NeedsTenPrintsOverFiveMinutes) {
  EXPECT_EQ(MeasuredPerHour(PrintedEvery(absl::Minutes(2), 9), At(20)), 0);
  EXPECT_DOUBLE_EQ(MeasuredPerHour(PrintedEvery(absl::Minutes(2), 10), At(20)), 30);
  EXPECT_EQ(MeasuredPerHour(PrintedEvery(absl::Seconds(30), 10), At(20)), 0) << "four and a half minutes";
  EXPECT_DOUBLE_EQ(MeasuredPerHour(PrintedEvery(absl::Seconds(30), 11), At(20)), 120);
}

// Somebody looks at a whole tray and answers card by card: that is the speed of a mouse.
TEST(MeasuredPerHour, ATrayThatIsAnsweredAtOnceSaysNothing) {
  const PrinterRow printer = PrintedEvery(absl::Seconds(1), 50);
  EXPECT_EQ(MeasuredPerHour(printer, At(1)), 0);
  setenv("BLANGKO_PLANT", "rate-of-a-batch", 1);
  EXPECT_GT(MeasuredPerHour(printer, At(1)), 3000) << "the check above sees it";
  unsetenv("BLANGKO_PLANT");
}

TEST(MeasuredPerHour, APauseIsNotSlowness) {
  PrinterRow printer = PrintedEvery(absl::Minutes(1), 10);
  for (int i = 0; i < 10; ++i) CountPrinted(printer, At(20 + 3 * i), kDay);  // after a break, slower
  EXPECT_DOUBLE_EQ(MeasuredPerHour(printer, At(48)), 20);
  EXPECT_DOUBLE_EQ(MeasuredPerHour(printer, At(90)),
                   20);  // what it can do; CardsInLastMinute says that it rests
  EXPECT_EQ(MeasuredPerHour(printer, At(47) + 9 * kHour), 0);
}

TEST(MeasuredPerHour, KeepsTheNewestPrintsOnly) {
  PrinterRow printer;
  for (int i = 0; i < 100; ++i) CountPrinted(printer, At(i), kDay);
  EXPECT_EQ(printer.recent_prints_micros_size(), 64);
  EXPECT_EQ(printer.recent_prints_micros(63), absl::ToUnixMicros(At(99)));
  EXPECT_EQ(printer.cards_printed(), 100);
}

TEST(PrintTime, ABatchIsSpreadByTheStationsOwnClock) {
  // Eleven cards, one each 30 seconds, reported together; the station's clock is a year behind.
  PrinterRow printer;
  const absl::Time reported = At(30);
  const absl::Time newest = At(30) - 365 * 24 * kHour;
  for (int i = 10; i >= 0; --i) {
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
