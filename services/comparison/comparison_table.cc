#include "services/comparison/comparison_table.h"

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "base/status_macros.h"
#include "services/access/actor.h"
#include "services/refusal/refusal.h"
#include "services/stock/api_time.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::comparison {
namespace {

using storage::KeyRange;
using storage::KeyWriter;
using storage::Snapshot;
using storage::Table;

constexpr absl::CivilDay kFirstDay(1970, 1, 1);

KeyWriter DayKey(Table table, const DayRef& ref) { return KeyWriter(table).Text(ref.office).I64(ref.day); }

// Every row of the range, until `visit` says false.
template <typename Row, typename Visit>
absl::Status VisitRows(Snapshot& snapshot, const KeyRange& range, Visit visit) {
  absl::Status bad;
  RETURN_IF_ERROR(
      snapshot.Scan(range, storage::ScanOrder::kForward, [&](std::string_view key, std::string_view value) {
        const auto row = storage::DecodeRow<Row>(value);
        if (!row.ok()) bad = row.status();
        return row.ok() && visit(key, *row);
      }));
  return bad;
}

}  // namespace

std::string DayText(int64_t day) { return absl::FormatCivilTime(kFirstDay + day); }

common::v1::Date ToDate(int64_t day) {
  const absl::CivilDay civil = kFirstDay + day;
  common::v1::Date date;
  date.set_year(static_cast<int32_t>(civil.year()));
  date.set_month(civil.month());
  date.set_day(civil.day());
  return date;
}

absl::StatusOr<int64_t> FromDate(const common::v1::Date& date) {
  const absl::CivilDay civil(date.year(), date.month(), date.day());
  const bool exists =
      civil.year() == date.year() && civil.month() == date.month() && civil.day() == date.day();
  if (exists && date.year() >= 2000 && date.year() < 2200) return civil - kFirstDay;
  return BadField("day", absl::StrCat(date.year(), "-", date.month(), "-", date.day()),
                  "a day that exists, such as 2026-12-31");
}

absl::StatusOr<std::optional<DayRow>> FindDay(Snapshot& snapshot, const DayRef& ref) {
  return storage::GetRow<DayRow>(snapshot, DayKey(Table::kComparisonDay, ref).Take());
}

absl::StatusOr<DayRow> GetDay(Snapshot& snapshot, const DayRef& ref) {
  ASSIGN_OR_RETURN(std::optional<DayRow> row, FindDay(snapshot, ref));
  if (row.has_value()) return *std::move(row);
  return Refuse(Reason::kDayNotCompared, {{"day", DayText(ref.day)}, {"office", ref.office}});
}

void PutDay(storage::Txn& txn, const DayRow& row) {
  storage::PutRow(txn, DayKey(Table::kComparisonDay, {row.office(), row.day()}).Take(), row);
}

absl::StatusOr<std::vector<DayRef>> FirstDays(Snapshot& snapshot, std::string_view prefix) {
  std::vector<DayRef> found;
  KeyRange range = KeyWriter(Table::kComparisonDay).Range();
  while (true) {
    std::optional<DayRef> first;
    RETURN_IF_ERROR(VisitRows<DayRow>(snapshot, range, [&](std::string_view, const DayRow& row) {
      first = DayRef{row.office(), row.day()};
      return false;
    }));
    if (!first.has_value()) return found;
    range.begin = KeyWriter(Table::kComparisonDay).Text(first->office).Range().end;
    if (access::Covers(prefix, first->office)) found.push_back(*std::move(first));
  }
}

void PutListed(storage::Txn& txn, const DayRef& ref, std::string_view list_id, const ListedRow& row) {
  const auto number = static_cast<uint64_t>(row.row());
  storage::PutRow(txn, DayKey(Table::kListedCard, ref).Text(list_id).U64(number).Take(), row);
}

absl::Status VisitListed(Snapshot& snapshot, const DayRef& ref, std::string_view list_id,
                         absl::FunctionRef<void(const ListedRow&)> visit) {
  return VisitRows<ListedRow>(snapshot, DayKey(Table::kListedCard, ref).Text(list_id).Range(),
                              [&](std::string_view, const ListedRow& row) {
                                visit(row);
                                return true;
                              });
}

absl::StatusOr<std::optional<OutsideRow>> FindOutside(Snapshot& snapshot, const DayRef& ref,
                                                      std::string_view card) {
  return storage::GetRow<OutsideRow>(snapshot, DayKey(Table::kPrintedOutside, ref).Text(card).Take());
}

void PutOutside(storage::Txn& txn, const OutsideRow& row) {
  const DayRef ref{row.office(), row.day()};
  storage::PutRow(txn, DayKey(Table::kPrintedOutside, ref).Text(row.card()).Take(), row);
}

absl::Status VisitOutside(Snapshot& snapshot, const DayRef& ref,
                          absl::FunctionRef<void(const OutsideRow&)> visit) {
  return VisitRows<OutsideRow>(snapshot, DayKey(Table::kPrintedOutside, ref).Range(),
                               [&](std::string_view, const OutsideRow& row) {
                                 visit(row);
                                 return true;
                               });
}

absl::Status VisitAllOutside(Snapshot& snapshot, std::string_view after,
                             absl::FunctionRef<bool(std::string_view, const OutsideRow&)> visit) {
  KeyRange range = KeyWriter(Table::kPrintedOutside).Range();
  if (!after.empty()) range.begin = std::string(after) + std::string(1, '\0');
  return VisitRows<OutsideRow>(snapshot, range, visit);
}

void PutReason(storage::Txn& txn, const DayRef& ref, std::string_view card_id, const ReasonRow& row) {
  storage::PutRow(txn, DayKey(Table::kDifferenceReason, ref).Text(card_id).Take(), row);
}

absl::Status VisitReasons(Snapshot& snapshot, const DayRef& ref,
                          absl::FunctionRef<void(std::string_view, const ReasonRow&)> visit) {
  const auto take = [&](std::string_view key, const ReasonRow& row) {
    storage::KeyReader reader(key);
    const auto office = reader.Text();
    const auto day = reader.I64();
    const auto card_id = reader.Text();
    if (card_id.ok()) visit(*card_id, row);
    return true;
  };
  return VisitRows<ReasonRow>(snapshot, DayKey(Table::kDifferenceReason, ref).Range(), take);
}

v1::ListRowError ToApi(const rows::v1::ImportError& error) {
  v1::ListRowError api;
  api.set_row(error.row());
  api.set_line(error.line());
  api.set_field(error.field());
  api.set_got(error.got());
  api.set_want(error.want());
  api.set_reason(error.reason());
  return api;
}

v1::PrintedOutside ToApi(const OutsideRow& row) {
  v1::PrintedOutside api;
  api.set_office(row.office());
  *api.mutable_day() = ToDate(row.day());
  api.set_card_id(absl::StrCat("there:", row.card()));
  api.set_record_id(row.record_id());
  api.set_person_hash(row.person_id());
  api.set_lot(row.lot());
  api.set_unexplained(row.unexplained());
  api.set_record_left(row.record_left());
  api.set_booked_by(row.by());
  *api.mutable_book_time() = stock::ApiTime(row.booked_micros());
  return api;
}

}  // namespace blangko::comparison
