#include "services/consumables/supply_table.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "services/stock/api_time.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::consumables {
namespace {

using storage::KeyRange;
using storage::KeyWriter;
using storage::Snapshot;
using storage::Table;

constexpr std::pair<const char*, int64_t> kFromTheStart[] = {{"FILM", 1500},
                                                             {"RIBBON", 500}};  // cards a piece

std::string StockKey(const SupplyRef& ref) {
  return KeyWriter(Table::kSupplyStock).Text(ref.office).Text(ref.kind).Take();
}

KeyWriter EntriesKey(const SupplyRef& ref) {
  return KeyWriter(Table::kSupplyEntry).Text(ref.office).Text(ref.kind);
}

std::string PrinterKey(std::string_view station, std::string_view printer, std::string_view kind) {
  return KeyWriter(Table::kSupplyAtPrinter).Text(station).Text(printer).Text(kind).Take();
}

}  // namespace

absl::StatusOr<std::vector<KindRow>> AllKinds(Snapshot& snapshot) {
  std::map<std::string, KindRow> kinds;
  for (const auto& [kind, cards] : kFromTheStart) {
    kinds[kind].set_kind(kind);
    kinds[kind].set_cards_each(cards);
  }
  absl::Status bad;
  RETURN_IF_ERROR(snapshot.Scan(KeyWriter(Table::kSupplyKind).Range(), storage::ScanOrder::kForward,
                                [&](std::string_view, std::string_view value) {
                                  const auto row = storage::DecodeRow<KindRow>(value);
                                  if (!row.ok()) bad = row.status();
                                  if (row.ok()) kinds[row->kind()] = *row;
                                  return row.ok();
                                }));
  RETURN_IF_ERROR(bad);
  std::vector<KindRow> all;
  all.reserve(kinds.size());
  for (auto& [kind, row] : kinds) all.push_back(std::move(row));
  return all;
}

absl::StatusOr<KindRow> GetKind(Snapshot& snapshot, std::string_view kind) {
  ASSIGN_OR_RETURN(const std::vector<KindRow> all, AllKinds(snapshot));
  for (const KindRow& row : all) {
    if (row.kind() == kind) return row;
  }
  const auto name = [](std::string* out, const KindRow& row) { out->append(row.kind()); };
  return Refuse(Reason::kUnknownSupplyKind,
                {{"kind", MaskNiks(kind)}, {"known", absl::StrJoin(all, ", ", name)}});
}

void PutKind(storage::Txn& txn, const KindRow& row) {
  storage::PutRow(txn, KeyWriter(Table::kSupplyKind).Text(row.kind()).Take(), row);
}

absl::StatusOr<StockRow> GetStock(Snapshot& snapshot, const SupplyRef& ref) {
  ASSIGN_OR_RETURN(std::optional<StockRow> row, storage::GetRow<StockRow>(snapshot, StockKey(ref)));
  return row.value_or(StockRow());
}

void PutStock(storage::Txn& txn, const SupplyRef& ref, const StockRow& row) {
  storage::PutRow(txn, StockKey(ref), row);
}

absl::Status VisitStocks(Snapshot& snapshot, std::string_view after,
                         absl::FunctionRef<bool(std::string_view, const SupplyRef&, const StockRow&)> visit) {
  KeyRange range = KeyWriter(Table::kSupplyStock).Range();
  if (!after.empty()) range.begin = std::string(after) + std::string(1, '\0');
  absl::Status bad;
  RETURN_IF_ERROR(
      snapshot.Scan(range, storage::ScanOrder::kForward, [&](std::string_view key, std::string_view value) {
        storage::KeyReader reader(key);
        const auto office = reader.Text();
        const auto kind = reader.Text();
        const auto row = storage::DecodeRow<StockRow>(value);
        if (!row.ok()) bad = row.status();
        if (!office.ok() || !kind.ok()) bad = office.ok() ? kind.status() : office.status();
        return bad.ok() && visit(key, {*office, *kind}, *row);
      }));
  return bad;
}

void PutEntry(storage::Txn& txn, const SupplyRef& ref, const EntryRow& row) {
  storage::PutRow(txn, EntriesKey(ref).U64(row.number()).Take(), row);
}

absl::Status VisitEntries(Snapshot& snapshot, const SupplyRef& ref, uint64_t before,
                          absl::FunctionRef<bool(const EntryRow&)> visit) {
  KeyRange range = EntriesKey(ref).Range();
  if (before != 0) range.end = EntriesKey(ref).U64(before).Take();
  absl::Status bad;
  RETURN_IF_ERROR(
      snapshot.Scan(range, storage::ScanOrder::kReverse, [&](std::string_view, std::string_view value) {
        const auto row = storage::DecodeRow<EntryRow>(value);
        if (!row.ok()) bad = row.status();
        return row.ok() && visit(*row);
      }));
  return bad;
}

absl::StatusOr<AtPrinterRow> GetAtPrinter(Snapshot& snapshot, std::string_view station,
                                          std::string_view printer, std::string_view kind) {
  ASSIGN_OR_RETURN(std::optional<AtPrinterRow> row,
                   storage::GetRow<AtPrinterRow>(snapshot, PrinterKey(station, printer, kind)));
  return row.value_or(AtPrinterRow());
}

void PutAtPrinter(storage::Txn& txn, std::string_view station, std::string_view printer,
                  std::string_view kind, const AtPrinterRow& row) {
  storage::PutRow(txn, PrinterKey(station, printer, kind), row);
}

v1::SupplyKind ToApi(const KindRow& row) {
  v1::SupplyKind api;
  api.set_kind(row.kind());
  api.set_cards_each(row.cards_each());
  return api;
}

v1::SupplyBalance ToApi(const SupplyRef& ref, const StockRow& row) {
  v1::SupplyBalance api;
  api.set_office(ref.office);
  api.set_kind(ref.kind);
  api.set_pieces(row.pieces());
  api.set_received(row.received());
  api.set_issued(row.issued());
  api.set_returned(row.returned());
  api.set_adjusted(row.adjusted());
  return api;
}

v1::SupplyEntry ToApi(const SupplyRef& ref, const EntryRow& row) {
  v1::SupplyEntry api;
  api.set_office(ref.office);
  api.set_kind(ref.kind);
  api.set_number(row.number());
  api.set_act(static_cast<v1::SupplyEntry::Act>(row.act()));
  api.set_pieces(row.pieces());
  api.set_after(row.after());
  api.set_document(row.document());
  if (row.document_day() != 0) {
    const absl::CivilDay day = absl::CivilDay(1970, 1, 1) + row.document_day();
    api.mutable_document_date()->set_year(static_cast<int32_t>(day.year()));
    api.mutable_document_date()->set_month(day.month());
    api.mutable_document_date()->set_day(day.day());
  }
  api.set_station_id(row.station_id());
  api.set_printer_id(row.printer_id());
  api.set_reason(row.reason());
  api.set_by(row.by());
  *api.mutable_time() = stock::ApiTime(row.booked_micros());
  return api;
}

}  // namespace blangko::consumables
