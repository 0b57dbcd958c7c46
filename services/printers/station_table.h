// StationTable: stations and printers inside a caller's transaction. The pure rules about them are in printer.h.
//
// Failure: UNKNOWN_STATION, UNKNOWN_PRINTER; storage errors pass through. Threads: borrows one Txn.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/rows/v1/printers.pb.h"
#include "services/printers/printer.h"
#include "storage/txn.h"

namespace blangko::printers {

absl::StatusOr<StationRow> GetStation(storage::Snapshot& snapshot, std::string_view station_id);
absl::StatusOr<std::optional<StationRow>> FindStation(storage::Snapshot& snapshot,
                                                      std::string_view station_id);
absl::StatusOr<PrinterRow> GetPrinter(storage::Snapshot& snapshot, std::string_view station_id,
                                      std::string_view printer_id);
void PutStation(storage::Txn& txn, const StationRow& station);
void PutPrinter(storage::Txn& txn, const PrinterRow& printer);

// All printers of a station, by id.
absl::StatusOr<std::vector<PrinterRow>> PrintersOf(storage::Snapshot& snapshot, std::string_view station_id);

// Visits stations (printers) in key order, after the one named, until the visitor answers false.
absl::Status VisitStations(storage::Snapshot& snapshot, std::string_view after,
                           absl::FunctionRef<bool(const StationRow&)> visit);
// Stations whose journal is not believed.
absl::StatusOr<int64_t> CountQuarantined(storage::Snapshot& snapshot);
absl::Status VisitPrinters(storage::Snapshot& snapshot, std::string_view after_station,
                           std::string_view after_printer, absl::FunctionRef<bool(const PrinterRow&)> visit);

// OK when `signature` is this station's over that text, for its current epoch. STATION_PROOF_INVALID, STALE_EPOCH.
absl::Status CheckProof(const StationRow& station, uint64_t epoch, std::string_view text,
                        std::string_view signature);

}  // namespace blangko::printers
