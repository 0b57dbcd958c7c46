#include "services/opening/opening_table.h"

#include <string>

#include "absl/time/civil_time.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "services/stock/api_time.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::opening {
namespace {

using storage::KeyRange;
using storage::KeyWriter;
using storage::Snapshot;
using storage::Table;

std::string OpeningKey(std::string_view office) { return KeyWriter(Table::kOpening).Text(office).Take(); }

std::string ItemKey(Table table, std::string_view office, std::string_view name) {
  return KeyWriter(table).Text(office).Text(name).Take();
}

template <typename Row>
absl::Status VisitItems(Snapshot& snapshot, Table table, std::string_view office, std::string_view after,
                        absl::FunctionRef<bool(const Row&)> visit) {
  KeyRange range = KeyWriter(table).Text(office).Range();
  if (!after.empty()) range.begin = ItemKey(table, office, after) + std::string(1, '\0');
  absl::Status bad;
  RETURN_IF_ERROR(
      snapshot.Scan(range, storage::ScanOrder::kForward, [&](std::string_view, std::string_view value) {
        const auto row = storage::DecodeRow<Row>(value);
        if (!row.ok()) bad = row.status();
        return row.ok() && visit(*row);
      }));
  return bad;
}

common::v1::Date ApiDay(int64_t number) {
  common::v1::Date date;
  if (number == 0) return date;
  const absl::CivilDay day = absl::CivilDay(1970, 1, 1) + number;
  date.set_year(static_cast<int32_t>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}

}  // namespace

absl::StatusOr<std::optional<OpeningRow>> FindOpening(Snapshot& snapshot, std::string_view office) {
  return storage::GetRow<OpeningRow>(snapshot, OpeningKey(office));
}

absl::StatusOr<OpeningRow> OpenFor(Snapshot& snapshot, const access::Act& act, std::string_view office) {
  ASSIGN_OR_RETURN(std::optional<OpeningRow> row, FindOpening(snapshot, office));
  if (!row.has_value()) {
    row.emplace();
    row->set_office(std::string(office));
    row->set_begun_micros(absl::ToUnixMicros(act.now));
  }
  if (row->closed_micros() == 0 || Planted("opening-goes-on")) return *std::move(row);
  return Refuse(Reason::kOpeningClosed, {{"office", row->office()}, {"by", row->closed_by()}});
}

void PutOpening(storage::Txn& txn, const OpeningRow& row) {
  storage::PutRow(txn, OpeningKey(row.office()), row);
}

absl::StatusOr<std::optional<CardRow>> FindCard(Snapshot& snapshot, std::string_view office,
                                                std::string_view record_id) {
  return storage::GetRow<CardRow>(snapshot, ItemKey(Table::kOpeningCard, office, record_id));
}

void PutCard(storage::Txn& txn, std::string_view office, const CardRow& row) {
  storage::PutRow(txn, ItemKey(Table::kOpeningCard, office, row.record_id()), row);
}

absl::Status VisitCards(Snapshot& snapshot, std::string_view office, std::string_view after,
                        absl::FunctionRef<bool(const CardRow&)> visit) {
  return VisitItems<CardRow>(snapshot, Table::kOpeningCard, office, after, visit);
}

absl::StatusOr<std::optional<SuketRow>> FindSuket(Snapshot& snapshot, std::string_view office,
                                                  std::string_view number) {
  return storage::GetRow<SuketRow>(snapshot, ItemKey(Table::kOpeningSuket, office, number));
}

void PutSuket(storage::Txn& txn, std::string_view office, const SuketRow& row) {
  storage::PutRow(txn, ItemKey(Table::kOpeningSuket, office, row.number()), row);
}

absl::Status VisitSukets(Snapshot& snapshot, std::string_view office, std::string_view after,
                         absl::FunctionRef<bool(const SuketRow&)> visit) {
  return VisitItems<SuketRow>(snapshot, Table::kOpeningSuket, office, after, visit);
}

v1::Opening ToApi(const OpeningRow& row) {
  v1::Opening api;
  api.set_office(row.office());
  api.set_spoiled_count(row.spoiled());
  api.set_uncollected_count(row.uncollected());
  api.set_suket_count(row.sukets());
  api.set_loan_count(row.loans());
  *api.mutable_begin_time() = stock::ApiTime(row.begun_micros());
  if (row.closed_micros() != 0) *api.mutable_close_time() = stock::ApiTime(row.closed_micros());
  api.set_closed_by(row.closed_by());
  api.set_document(row.document());
  return api;
}

v1::UncollectedCard ToApi(const CardRow& row) {
  v1::UncollectedCard api;
  api.set_record_id(row.record_id());
  if (row.printed_day() != 0) *api.mutable_printed_date() = ApiDay(row.printed_day());
  api.set_place(row.place());
  return api;
}

v1::OutstandingSuket ToApi(const SuketRow& row) {
  v1::OutstandingSuket api;
  api.set_number(row.number());
  api.set_record_id(row.record_id());
  if (row.issued_day() != 0) *api.mutable_issued_date() = ApiDay(row.issued_day());
  return api;
}

}  // namespace blangko::opening
