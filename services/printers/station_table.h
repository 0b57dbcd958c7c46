// StationTable: stations and printers inside a caller's transaction, and the pure rules about them.
//
// Failure: UNKNOWN_STATION, UNKNOWN_PRINTER; storage errors pass through. Threads: borrows one Txn.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/rows/v1/printers.pb.h"
#include "storage/txn.h"

namespace blangko::printers {

using StationRow = rows::v1::Station;
using PrinterRow = rows::v1::Printer;

absl::StatusOr<StationRow> GetStation(storage::Snapshot& snapshot, std::string_view station_id);
absl::StatusOr<PrinterRow> GetPrinter(storage::Snapshot& snapshot, std::string_view station_id,
                                      std::string_view printer_id);
void PutStation(storage::Txn& txn, const StationRow& station);
void PutPrinter(storage::Txn& txn, const PrinterRow& printer);

// OK when the printer may take a job now: station enabled, printer not held, not stopped, no reason that stops it.
// STATION_DISABLED, PRINTER_HELD or PRINTER_DOWN otherwise.
absl::Status CheckUsable(const StationRow& station, const PrinterRow& printer);

// How many more cards the printer may be given permission for: min(window - permits, what the duty limit leaves).
// `day` is the office's working day. `window` is the policy's unless the printer has its own.
struct Room {
  int32_t cards = 0;
  std::string limit;  // WINDOW_FULL or DUTY_LIMIT_REACHED when cards is 0
};
Room RoomOf(const PrinterRow& printer, int32_t window, int64_t day);

// Books `cards` new permissions (window and duty of `day`), or gives one back (`used` = the card came out or was tried).
void AddPermits(PrinterRow& printer, int32_t cards, int64_t day);
void EndPermit(PrinterRow& printer);

// An outcome: counts a card or a spoil; three spoils in a row (the policy's limit) hold the printer.
void CountPrinted(PrinterRow& printer, absl::Time now);
void CountSpoiled(PrinterRow& printer, int32_t spoils_in_a_row_limit);

// Cards per hour over the newest prints; 0 with fewer than 3 of them.
double MeasuredPerHour(const PrinterRow& printer, absl::Time now);

// "media-empty-error" -> "media-empty": printers and transports rewrite the suffix.
std::string WithoutSuffix(std::string_view reason);
// True for the IPP reasons with which a card printer cannot print.
bool StopsPrinting(std::string_view reason_without_suffix);

// OK when `proof_signature` is this station's over that text, for its current epoch. STATION_PROOF_INVALID, STALE_EPOCH.
absl::Status CheckProof(const StationRow& station, uint64_t epoch, std::string_view text, std::string_view signature);

}  // namespace blangko::printers
