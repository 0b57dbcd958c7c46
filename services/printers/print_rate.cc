#include "services/printers/print_rate.h"

#include <algorithm>

#include "base/planted.h"

namespace blangko::printers {
namespace {

constexpr int kRecentPrints = 64;
constexpr absl::Duration kRateAge = absl::Hours(8);   // older prints say nothing about today
constexpr absl::Duration kPause = absl::Minutes(10);  // a longer gap is a pause, not slowness
// Less says how fast somebody answers, not how fast cards come out: a batch of looks is one moment.
constexpr int kRateGapsMin = 9;
constexpr absl::Duration kRateSpanMin = absl::Minutes(5);
constexpr absl::Duration kReportAgeMax = absl::Hours(24);
constexpr int64_t kNowSeconds = 60;

int64_t SecondOf(absl::Time time) { return absl::ToUnixSeconds(time); }

void AddToNewestMinute(PrinterRow& printer, absl::Time printed) {
  auto& minute = *printer.mutable_newest_minute();
  const int64_t second = SecondOf(printed);
  if (minute.empty() || minute.rbegin()->second() != second) minute.Add()->set_second(second);
  minute.rbegin()->set_cards(minute.rbegin()->cards() + 1);
  const auto old = std::find_if(minute.begin(), minute.end(), [&](const rows::v1::PrintedCards& cards) {
    return cards.second() > second - kNowSeconds;
  });
  minute.erase(minute.begin(), old);
}

void AddToRecent(PrinterRow& printer, absl::Time printed) {
  auto& recent = *printer.mutable_recent_prints_micros();
  recent.Add(absl::ToUnixMicros(printed));
  if (recent.size() > kRecentPrints) recent.erase(recent.begin(), recent.end() - kRecentPrints);
}

}  // namespace

absl::Time PrintTime(absl::Time reported, absl::Time device, absl::Time newest) {
  const bool told = device != absl::InfinitePast() && newest != absl::InfinitePast();
  return told ? reported - std::clamp(newest - device, absl::ZeroDuration(), kReportAgeMax) : reported;
}

void CountPrinted(PrinterRow& printer, absl::Time printed, int64_t day) {
  printer.set_cards_printed(printer.cards_printed() + 1);
  printer.set_spoils_in_a_row(0);
  printer.set_printed_day_count(PrintedOn(printer, day) + 1);
  printer.set_printed_day(day);
  // The newest of one report and the oldest of the next may overlap a little; times of a printer never go back.
  const auto& recent = printer.recent_prints_micros();
  if (!recent.empty()) printed = std::max(printed, absl::FromUnixMicros(*recent.rbegin()));
  AddToNewestMinute(printer, printed);
  AddToRecent(printer, printed);
}

int32_t CardsInLastMinute(const PrinterRow& printer, absl::Time now) {
  int32_t cards = 0;
  for (const rows::v1::PrintedCards& second : printer.newest_minute()) {
    if (second.second() > SecondOf(now) - kNowSeconds) cards += second.cards();
  }
  return cards;
}

double MeasuredPerHour(const PrinterRow& printer, absl::Time now) {
  const auto& recent = printer.recent_prints_micros();
  int gaps = 0;
  absl::Duration span;
  for (int i = recent.size() - 1; i > 0; --i) {
    const absl::Time earlier = absl::FromUnixMicros(recent.Get(i - 1));
    const absl::Duration gap = absl::FromUnixMicros(recent.Get(i)) - earlier;
    if (gap < absl::ZeroDuration() || gap > kPause || now - earlier > kRateAge) break;
    span += gap;
    ++gaps;
  }
  const bool too_little = gaps < kRateGapsMin || span < kRateSpanMin;
  if (too_little && !Planted("rate-of-a-batch")) return 0;
  return gaps / absl::FDivDuration(std::max(span, absl::Seconds(1)), absl::Hours(1));
}

int32_t PrintedOn(const PrinterRow& printer, int64_t day) {
  return printer.printed_day() == day ? printer.printed_day_count() : 0;
}

}  // namespace blangko::printers
