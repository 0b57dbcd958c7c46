#include "services/drawers/drawer_table.h"

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "services/stock/api_time.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::drawers {
namespace {

using storage::KeyRange;
using storage::KeyWriter;
using storage::Snapshot;
using storage::Table;

std::string DrawerKey(std::string_view station_id) {
  return KeyWriter(Table::kDrawer).Text(station_id).Take();
}

std::string HandOutKey(std::string_view station_id, uint64_t number) {
  return KeyWriter(Table::kHandOut).Text(station_id).U64(number).Take();
}

template <typename Row>
absl::Status VisitRows(Snapshot& snapshot, const KeyRange& range, storage::ScanOrder order,
                       absl::FunctionRef<bool(const Row&)> visit) {
  absl::Status bad;
  RETURN_IF_ERROR(snapshot.Scan(range, order, [&](std::string_view, std::string_view value) {
    const auto row = storage::DecodeRow<Row>(value);
    if (!row.ok()) bad = row.status();
    return row.ok() && visit(*row);
  }));
  return bad;
}

}  // namespace

absl::StatusOr<DrawerRow> GetDrawer(Snapshot& snapshot, const std::string& station_id) {
  ASSIGN_OR_RETURN(std::optional<DrawerRow> row, storage::GetRow<DrawerRow>(snapshot, DrawerKey(station_id)));
  if (row.has_value()) return *std::move(row);
  DrawerRow empty;
  empty.set_station_id(station_id);
  return empty;
}

void PutDrawer(storage::Txn& txn, const DrawerRow& row) {
  storage::PutRow(txn, DrawerKey(row.station_id()), row);
}

absl::Status VisitDrawers(Snapshot& snapshot, std::string_view after,
                          absl::FunctionRef<bool(const DrawerRow&)> visit) {
  KeyRange range = KeyWriter(Table::kDrawer).Range();
  if (!after.empty()) range.begin = DrawerKey(after) + std::string(1, '\0');
  return VisitRows<DrawerRow>(snapshot, range, storage::ScanOrder::kForward, visit);
}

absl::StatusOr<HandOutRow> GetHandOut(Snapshot& snapshot, std::string_view station_id, uint64_t number) {
  ASSIGN_OR_RETURN(std::optional<HandOutRow> row,
                   storage::GetRow<HandOutRow>(snapshot, HandOutKey(station_id, number)));
  if (row.has_value()) return *std::move(row);
  return Refuse(Reason::kUnknownHandOut,
                {{"station", std::string(station_id)}, {"number", absl::StrCat(number)}});
}

void PutHandOut(storage::Txn& txn, std::string_view station_id, const HandOutRow& row) {
  storage::PutRow(txn, HandOutKey(station_id, row.number()), row);
}

absl::Status VisitHandOuts(Snapshot& snapshot, std::string_view station_id, uint64_t before,
                           absl::FunctionRef<bool(const HandOutRow&)> visit) {
  KeyRange range = KeyWriter(Table::kHandOut).Text(station_id).Range();
  if (before != 0) range.end = HandOutKey(station_id, before);
  return VisitRows<HandOutRow>(snapshot, range, storage::ScanOrder::kReverse, visit);
}

absl::StatusOr<std::vector<HandOutRow>> WaitingOf(Snapshot& snapshot, const DrawerRow& drawer) {
  std::vector<HandOutRow> waiting;
  for (const uint64_t number : drawer.waiting()) {
    ASSIGN_OR_RETURN(HandOutRow row, GetHandOut(snapshot, drawer.station_id(), number));
    waiting.push_back(std::move(row));
  }
  return waiting;
}

v1::HandOut::State StateOf(const HandOutRow& row) {
  if (row.withdrawn()) return v1::HandOut::STATE_WITHDRAWN;
  return row.taken_by().empty() ? v1::HandOut::STATE_WAITING : v1::HandOut::STATE_TAKEN;
}

v1::HandOut ToApi(std::string_view station_id, const HandOutRow& row) {
  v1::HandOut api;
  api.set_station_id(std::string(station_id));
  api.set_number(row.number());
  api.set_office(row.office());
  api.set_lot(row.lot());
  api.set_count(row.count());
  api.set_back(row.back());
  api.set_state(StateOf(row));
  api.set_given_by(row.given_by());
  *api.mutable_give_time() = stock::ApiTime(row.given_micros());
  api.set_taken_by(row.taken_by());
  if (row.taken_micros() != 0) *api.mutable_take_time() = stock::ApiTime(row.taken_micros());
  api.set_taken_count(row.taken());
  api.set_note(row.note());
  return api;
}

}  // namespace blangko::drawers
