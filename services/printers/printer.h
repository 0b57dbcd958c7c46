// Pure rules about printers: may it work, how many cards more. How fast: print_rate.h.
//
// Failure: refusals as named; nothing else. Threads: pure functions over the caller's rows.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "blangko/rows/v1/printers.pb.h"

namespace blangko::printers {

using StationRow = rows::v1::Station;
using PrinterRow = rows::v1::Printer;
using QuarantineRow = rows::v1::Quarantine;

// STATION_QUARANTINED when its journal cannot be believed.
absl::Status CheckTrusted(const StationRow& station);

// OK when the printer may take a job now: station trusted and enabled, printer not held, ribbon and film left, not
// stopped, no reason that stops it. STATION_QUARANTINED, STATION_DISABLED, PRINTER_HELD, RIBBON_EMPTY or PRINTER_DOWN
// otherwise.
absl::Status CheckUsable(const StationRow& station, const PrinterRow& printer);

// Permissions that fill the window: those whose card has not come out. One that waits for a look does not count.
int32_t InWindow(const PrinterRow& printer);

// How many more cards the printer may be given permission for: min(window - InWindow, what the duty limit leaves, what
// ribbon and film allow).
// `day` is the office's working day. `window` is the policy's unless the printer has its own.
struct Room {
  int32_t cards = 0;
  std::string limit;  // WINDOW_FULL, DUTY_LIMIT_REACHED or RIBBON_TAKEN when cards is 0
};
Room RoomOf(const PrinterRow& printer, int32_t window, int64_t day);

// Books `cards` new permissions (window, ribbon and duty of `day`), or ends one.
void AddPermits(PrinterRow& printer, int32_t cards, int64_t day);
void EndPermit(PrinterRow& printer);

// A permission ended without a card: its ribbon is for another.
void GiveRibbonBack(PrinterRow& printer);

// A spoil: so many in a row (the policy's limit, 0 = none) hold the printer.
void CountSpoiled(PrinterRow& printer, int32_t spoils_in_a_row_limit);

// Cards permitted on `day`.
int32_t DutyOf(const PrinterRow& printer, int64_t day);

}  // namespace blangko::printers
