#include "services/printers/station_table.h"

#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::printers {
namespace {

using storage::KeyRange;
using storage::KeyWriter;
using storage::Table;

std::string StationKey(std::string_view station_id) {
  return KeyWriter(Table::kStation).Text(station_id).Take();
}

std::string PrinterKey(std::string_view station_id, std::string_view printer_id) {
  return KeyWriter(Table::kPrinter).Text(station_id).Text(printer_id).Take();
}

template <typename Row>
absl::Status VisitRows(storage::Snapshot& snapshot, const KeyRange& range,
                       absl::FunctionRef<bool(const Row&)> visit) {
  absl::Status bad;
  RETURN_IF_ERROR(
      snapshot.Scan(range, storage::ScanOrder::kForward, [&](std::string_view, std::string_view value) {
        const absl::StatusOr<Row> row = storage::DecodeRow<Row>(value);
        if (!row.ok()) bad = row.status();
        return row.ok() && visit(*row);
      }));
  return bad;
}

}  // namespace

absl::StatusOr<std::optional<StationRow>> FindStation(storage::Snapshot& snapshot,
                                                      std::string_view station_id) {
  return storage::GetRow<StationRow>(snapshot, StationKey(station_id));
}

absl::StatusOr<StationRow> GetStation(storage::Snapshot& snapshot, std::string_view station_id) {
  ASSIGN_OR_RETURN(std::optional<StationRow> row, FindStation(snapshot, station_id));
  if (!row.has_value()) return Refuse(Reason::kUnknownStation, {{"station", std::string(station_id)}});
  return *std::move(row);
}

absl::StatusOr<PrinterRow> GetPrinter(storage::Snapshot& snapshot, std::string_view station_id,
                                      std::string_view printer_id) {
  ASSIGN_OR_RETURN(std::optional<PrinterRow> row,
                   storage::GetRow<PrinterRow>(snapshot, PrinterKey(station_id, printer_id)));
  if (row.has_value()) return *std::move(row);
  return Refuse(Reason::kUnknownPrinter,
                {{"station", std::string(station_id)}, {"printer", std::string(printer_id)}});
}

void PutStation(storage::Txn& txn, const StationRow& station) {
  storage::PutRow(txn, StationKey(station.station_id()), station);
}

void PutPrinter(storage::Txn& txn, const PrinterRow& printer) {
  storage::PutRow(txn, PrinterKey(printer.station_id(), printer.printer_id()), printer);
}

absl::StatusOr<std::vector<PrinterRow>> PrintersOf(storage::Snapshot& snapshot, std::string_view station_id) {
  std::vector<PrinterRow> printers;
  RETURN_IF_ERROR(VisitRows<PrinterRow>(snapshot, KeyWriter(Table::kPrinter).Text(station_id).Range(),
                                        [&](const PrinterRow& printer) {
                                          printers.push_back(printer);
                                          return true;
                                        }));
  return printers;
}

absl::Status VisitStations(storage::Snapshot& snapshot, std::string_view after,
                           absl::FunctionRef<bool(const StationRow&)> visit) {
  KeyRange range = KeyWriter(Table::kStation).Range();
  if (!after.empty()) range.begin = StationKey(after) + '\0';
  return VisitRows<StationRow>(snapshot, range, visit);
}

absl::StatusOr<int64_t> CountQuarantined(storage::Snapshot& snapshot) {
  int64_t count = 0;
  RETURN_IF_ERROR(VisitStations(snapshot, "", [&](const StationRow& station) {
    if (station.has_quarantine()) ++count;
    return true;
  }));
  return count;
}

absl::Status VisitPrinters(storage::Snapshot& snapshot, std::string_view after_station,
                           std::string_view after_printer, absl::FunctionRef<bool(const PrinterRow&)> visit) {
  KeyRange range = KeyWriter(Table::kPrinter).Range();
  if (!after_station.empty()) range.begin = PrinterKey(after_station, after_printer) + '\0';
  return VisitRows<PrinterRow>(snapshot, range, visit);
}

absl::Status CheckProof(const StationRow& station, uint64_t epoch, std::string_view text,
                        std::string_view signature) {
  // The epoch first: a machine that was replaced learns that, rather than that its key is wrong.
  if (epoch != station.epoch()) {
    return Refuse(Reason::kStaleEpoch, {{"station", station.station_id()},
                                        {"got", absl::StrCat(epoch)},
                                        {"want", absl::StrCat(station.epoch())}});
  }
  if (VerifySignature(station.public_key(), text, signature)) return absl::OkStatus();
  return Refuse(Reason::kStationProofInvalid, {{"station", station.station_id()}});
}

}  // namespace blangko::printers
