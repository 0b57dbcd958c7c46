#include "services/counts/count_table.h"

#include <algorithm>
#include <optional>
#include <string>

#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "services/stock/api_time.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::counts {
namespace {

using rows::v1::OfficeCounts;
using storage::KeyRange;
using storage::KeyWriter;
using storage::Table;

std::string CountKey(std::string_view id) { return KeyWriter(Table::kCount).Text(id).Take(); }
std::string OfficeKey(std::string_view office) { return KeyWriter(Table::kOfficeCounts).Text(office).Take(); }

v1::CountLine ToApi(const LineRow& line, bool shows_book) {
  v1::CountLine api;
  api.set_lot(line.lot());
  if (!shows_book) return api;
  api.mutable_counted()->set_unused(line.unused());
  api.mutable_counted()->set_spoiled(line.spoiled());
  api.mutable_book()->set_unused(line.book_unused());
  api.mutable_book()->set_spoiled(line.book_spoiled());
  api.set_explanation(line.explanation());
  return api;
}

v1::CounterComparison ToApi(const rows::v1::CountedPrinter& printer, const CountRow* before) {
  v1::CounterComparison api;
  api.set_station_id(printer.station_id());
  api.set_printer_id(printer.printer_id());
  api.set_counter(printer.counter());
  if (before == nullptr) return api;
  const auto& known = before->printers();
  const auto found = std::find_if(known.begin(), known.end(), [&](const rows::v1::CountedPrinter& other) {
    return other.station_id() == printer.station_id() && other.printer_id() == printer.printer_id();
  });
  if (found != known.end()) api.set_counter_before(found->counter());
  return api;
}

void FillTimes(const CountRow& count, v1::Count& api) {
  *api.mutable_open_time() = stock::ApiTime(count.opened_micros());
  if (count.counted_micros() != 0) *api.mutable_count_time() = stock::ApiTime(count.counted_micros());
  if (count.settled_micros() != 0) *api.mutable_settle_time() = stock::ApiTime(count.settled_micros());
}

}  // namespace

absl::StatusOr<CountRow> GetCount(storage::Snapshot& snapshot, std::string_view count_id) {
  ASSIGN_OR_RETURN(std::optional<CountRow> row, storage::GetRow<CountRow>(snapshot, CountKey(count_id)));
  if (!row.has_value()) return Refuse(Reason::kUnknownCount, {{"count", std::string(count_id)}});
  return *std::move(row);
}

void PutCount(storage::Txn& txn, const CountRow& count) {
  storage::PutRow(txn, CountKey(count.count_id()), count);
}

absl::Status VisitCounts(storage::Snapshot& snapshot, std::string_view before,
                         absl::FunctionRef<bool(const CountRow&)> visit) {
  KeyRange range = KeyWriter(Table::kCount).Range();
  if (!before.empty()) range.end = CountKey(before);
  absl::Status bad;
  RETURN_IF_ERROR(
      snapshot.Scan(range, storage::ScanOrder::kReverse, [&](std::string_view, std::string_view value) {
        const auto row = storage::DecodeRow<CountRow>(value);
        if (!row.ok()) bad = row.status();
        return row.ok() && visit(*row);
      }));
  return bad;
}

absl::StatusOr<OfficeCounts> GetOfficeCounts(storage::Snapshot& snapshot, std::string_view office) {
  ASSIGN_OR_RETURN(std::optional<OfficeCounts> row,
                   storage::GetRow<OfficeCounts>(snapshot, OfficeKey(office)));
  return row.value_or(OfficeCounts());
}

void PutOfficeCounts(storage::Txn& txn, std::string_view office, const OfficeCounts& counts) {
  storage::PutRow(txn, OfficeKey(office), counts);
}

v1::Count ToApi(const CountRow& count, const CountRow* before) {
  v1::Count api;
  api.set_count_id(count.count_id());
  api.set_office(count.office());
  api.set_state(static_cast<v1::Count::State>(count.state()));
  const bool entered = !count.counted_by().empty();
  for (const LineRow& line : count.lines()) *api.add_lines() = ToApi(line, entered);
  api.set_opened_by(count.opened_by());
  api.set_counted_by(count.counted_by());
  FillTimes(count, api);
  api.set_document(count.document());
  api.set_settled_by(count.settled_by());
  api.set_second_person(count.second());
  api.set_cancel_reason(count.cancel_reason());
  for (const auto& printer : count.printers()) *api.add_counters() = ToApi(printer, before);
  if (entered && before != nullptr) api.set_cards_by_book(count.cards() - before->cards());
  return api;
}

}  // namespace blangko::counts
