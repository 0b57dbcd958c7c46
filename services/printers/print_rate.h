// PrintRate: how fast a printer prints and how much it has printed, from what its station reports.
//
// Three questions, three numbers:
//   how fast is it now?            CardsInLastMinute: cards whose print time lies in the last 60 seconds of the clock,
//                                  idle time included; 0 a minute after the last card.
//   what can it do while it works? MeasuredPerHour: among the newest 64 print times of the last 8 hours, the number of
//                                  gaps / their sum. A gap over 10 minutes is a pause: what was printed before it does
//                                  not count. 0 = fewer than 10 prints, or all within 5 minutes: not known, because a
//                                  card that waits for a look is told when somebody answers. It says nothing of now.
//   how much today?                PrintedOn: cards reported as printed on that working day of the office.
// The print time of a card is the time of the report, less how much earlier than the newest card of the same report it
// was printed by the station's own clock: reports come in batches, and a station's clock may be wrong, but the
// difference of two of its times is right.
// Failure: none. Threads: pure functions over the caller's rows.
#pragma once

#include <cstdint>

#include "absl/time/time.h"
#include "services/printers/printer.h"

namespace blangko::printers {

// `device` is the station's time of this card, `newest` that of the newest in the same report; either may be
// absl::InfinitePast() when the station did not tell.
absl::Time PrintTime(absl::Time reported, absl::Time device, absl::Time newest);

// One card more, and no spoils in a row; `day` is the office's working day.
void CountPrinted(PrinterRow& printer, absl::Time printed, int64_t day);

int32_t CardsInLastMinute(const PrinterRow& printer, absl::Time now);
double MeasuredPerHour(const PrinterRow& printer, absl::Time now);
int32_t PrintedOn(const PrinterRow& printer, int64_t day);

}  // namespace blangko::printers
