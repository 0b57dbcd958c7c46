#include "services/documents/document_table.h"

#include <algorithm>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::documents {
namespace {

using rows::v1::DocumentSeries;
using rows::v1::ShipmentDocument;
using storage::KeyRange;
using storage::KeyReader;
using storage::KeyWriter;
using storage::ScanOrder;
using storage::Snapshot;
using storage::Table;

std::string ForeignKey(std::string_view office) {
  return KeyWriter(Table::kForeignOffice).Text(office).Take();
}

std::string ShipmentKey(std::string_view id) { return KeyWriter(Table::kShipmentDocument).Text(id).Take(); }

KeyWriter OfSeries(Table sent, Table taken, const Series& series) {
  KeyWriter key(series.sent() ? sent : taken);
  if (!series.sent()) key.Text(series.key);
  key.Text(series.to_office).U64(series.epoch);
  return key;
}

std::string SeriesKey(const Series& series) {
  return OfSeries(Table::kSentSeries, Table::kTakenSeries, series).Take();
}

KeyWriter DocumentsOf(const Series& series) {
  return OfSeries(Table::kSentDocument, Table::kTakenDocument, series);
}

std::string DocumentKey(const DocumentPlace& place) {
  return DocumentsOf(place.series).U64(place.number).Take();
}

absl::StatusOr<DocumentPlace> ReadKey(std::string_view key, bool sent) {
  KeyReader reader(key);
  DocumentPlace place;
  if (!sent) {
    ASSIGN_OR_RETURN(place.series.key, reader.Text());
  }
  ASSIGN_OR_RETURN(place.series.to_office, reader.Text());
  ASSIGN_OR_RETURN(place.series.epoch, reader.U64());
  ASSIGN_OR_RETURN(place.number, reader.U64());
  return place;
}

absl::Status VisitRange(Snapshot& snapshot, const KeyRange& range, bool sent, VisitPlace visit) {
  absl::Status bad;
  RETURN_IF_ERROR(
      snapshot.Scan(range, ScanOrder::kForward, [&](std::string_view key, std::string_view value) {
        const absl::StatusOr<DocumentPlace> place = ReadKey(key, sent);
        const absl::StatusOr<DocumentRow> row = storage::DecodeRow<DocumentRow>(value);
        bad = place.ok() ? row.status() : place.status();
        return bad.ok() && visit(*place, *row);
      }));
  return bad;
}

}  // namespace

std::string IdOf(const DocumentPlace& place) {
  const Series& series = place.series;
  const std::string head = series.sent() ? "sent" : absl::StrCat("taken/", series.key);
  return absl::StrCat(head, "/", series.to_office, "/", series.epoch, "/", place.number);
}

absl::StatusOr<DocumentPlace> PlaceOf(std::string_view id) {
  const std::vector<std::string> parts = absl::StrSplit(std::string(id), '/');
  DocumentPlace place;
  const bool sent = parts.size() == 4 && parts[0] == "sent";
  const bool taken = parts.size() == 5 && parts[0] == "taken" && !parts[1].empty();
  if (sent || taken) {
    const size_t office = sent ? 1 : 2;
    if (taken) place.series.key = parts[1];
    place.series.to_office = parts[office];
    if (absl::SimpleAtoi(parts[office + 1], &place.series.epoch) &&
        absl::SimpleAtoi(parts[office + 2], &place.number)) {
      return place;
    }
  }
  return Refuse(Reason::kUnknownDocument, {{"document", std::string(id.substr(0, 100))}});
}

absl::StatusOr<ForeignRow> FindForeign(Snapshot& snapshot, std::string_view office) {
  ASSIGN_OR_RETURN(std::optional<ForeignRow> row, storage::GetRow<ForeignRow>(snapshot, ForeignKey(office)));
  if (row.has_value()) return *std::move(row);
  ForeignRow fresh;
  fresh.set_office(std::string(office));
  return fresh;
}

void PutForeign(storage::Txn& txn, const ForeignRow& office) {
  storage::PutRow(txn, ForeignKey(office.office()), office);
}

absl::Status VisitForeign(Snapshot& snapshot, std::string_view after,
                          absl::FunctionRef<bool(const ForeignRow&)> visit) {
  KeyRange range = KeyWriter(Table::kForeignOffice).Range();
  if (!after.empty()) range.begin = ForeignKey(after) + '\0';
  absl::Status bad;
  RETURN_IF_ERROR(snapshot.Scan(range, ScanOrder::kForward, [&](std::string_view, std::string_view value) {
    const absl::StatusOr<ForeignRow> row = storage::DecodeRow<ForeignRow>(value);
    bad = row.status();
    return row.ok() && visit(*row);
  }));
  return bad;
}

absl::StatusOr<DocumentSeries> ReadSeries(Snapshot& snapshot, const Series& series) {
  ASSIGN_OR_RETURN(const std::optional<DocumentSeries> row,
                   storage::GetRow<DocumentSeries>(snapshot, SeriesKey(series)));
  return row.value_or(DocumentSeries());
}

absl::StatusOr<std::optional<DocumentRow>> FindDocument(Snapshot& snapshot, const DocumentPlace& place) {
  return storage::GetRow<DocumentRow>(snapshot, DocumentKey(place));
}

absl::Status KeepDocument(storage::Txn& txn, const DocumentPlace& place, const DocumentRow& row) {
  ASSIGN_OR_RETURN(DocumentSeries series, ReadSeries(txn, place.series));
  series.set_highest(std::max(series.highest(), place.number));
  series.set_count(series.count() + 1);
  storage::PutRow(txn, SeriesKey(place.series), series);
  storage::PutRow(txn, DocumentKey(place), row);
  return absl::OkStatus();
}

absl::Status VisitDocuments(Snapshot& snapshot, bool sent, const std::optional<DocumentPlace>& after,
                            VisitPlace visit) {
  KeyRange range = KeyWriter(sent ? Table::kSentDocument : Table::kTakenDocument).Range();
  if (after.has_value()) range.begin = DocumentKey(*after) + '\0';
  return VisitRange(snapshot, range, sent, visit);
}

absl::Status VisitSeries(Snapshot& snapshot, const Series& series, uint64_t after, VisitPlace visit) {
  KeyRange range = DocumentsOf(series).Range();
  if (after > 0) range.begin = DocumentKey({series, after}) + '\0';
  return VisitRange(snapshot, range, series.sent(), visit);
}

absl::StatusOr<std::optional<ShipmentDocument>> FindShipmentDocument(Snapshot& snapshot,
                                                                     std::string_view shipment_id) {
  return storage::GetRow<ShipmentDocument>(snapshot, ShipmentKey(shipment_id));
}

void PutShipmentDocument(storage::Txn& txn, std::string_view shipment_id, const ShipmentDocument& row) {
  storage::PutRow(txn, ShipmentKey(shipment_id), row);
}

}  // namespace blangko::documents
