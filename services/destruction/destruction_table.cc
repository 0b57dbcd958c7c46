#include "services/destruction/destruction_table.h"

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "services/stock/api_time.h"
#include "services/stock/balances.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::destruction {
namespace {

using storage::KeyRange;
using storage::KeyWriter;
using storage::Table;

std::string ListKey(std::string_view id) { return KeyWriter(Table::kDestruction).Text(id).Take(); }

common::v1::Date DateOf(int64_t day) {
  const absl::CivilDay civil = absl::CivilDay(1970, 1, 1) + day;
  common::v1::Date date;
  date.set_year(static_cast<int32_t>(civil.year()));
  date.set_month(civil.month());
  date.set_day(civil.day());
  return date;
}

v1::Witness ToApi(const rows::v1::DestructionWitness& row) {
  v1::Witness witness;
  witness.set_name(row.name());
  witness.set_institution(row.institution());
  witness.set_title(row.title());
  witness.set_nip(row.nip());
  return witness;
}

// The code under which its word stands.
std::string StateWord(uint32_t state) {
  constexpr size_t kPrefix = sizeof("STATE_") - 1;
  return absl::StrCat(
      "DESTRUCTION_",
      v1::Destruction::State_Name(static_cast<v1::Destruction::State>(state)).substr(kPrefix));
}

void FillPaper(const ListRow& list, v1::Destruction& api) {
  api.set_number(list.number());
  if (list.day() != 0) *api.mutable_date() = DateOf(list.day());
  api.set_place(list.place());
  api.set_method(list.method());
  for (const auto& witness : list.witnesses()) *api.add_witnesses() = ToApi(witness);
  if (list.pile_by().empty()) return;
  api.set_pile(list.pile());
  api.set_pile_counted_by(list.pile_by());
  *api.mutable_pile_time() = stock::ApiTime(list.pile_micros());
}

void FillEnd(const ListRow& list, v1::Destruction& api) {
  api.set_proposed_by(list.proposed_by());
  api.set_second_person(list.second());
  if (list.sealed_micros() != 0) *api.mutable_seal_time() = stock::ApiTime(list.sealed_micros());
  api.set_posted(list.posted_lines());
  if (list.finished_micros() != 0) *api.mutable_finish_time() = stock::ApiTime(list.finished_micros());
  api.set_not_held(list.not_held());
  api.set_cancel_reason(list.cancel_reason());
}

}  // namespace

absl::StatusOr<ListRow> GetList(storage::Snapshot& snapshot, std::string_view id) {
  ASSIGN_OR_RETURN(std::optional<ListRow> row, storage::GetRow<ListRow>(snapshot, ListKey(id)));
  if (!row.has_value()) return Refuse(Reason::kUnknownDestruction, {{"destruction", std::string(id)}});
  return *std::move(row);
}

absl::StatusOr<ListRow> FindOwn(storage::Snapshot& snapshot, const access::Actor& actor,
                                std::string_view id) {
  ASSIGN_OR_RETURN(ListRow list, GetList(snapshot, id));
  RETURN_IF_ERROR(access::CheckScope(actor, list.office()));
  return list;
}

void PutList(storage::Txn& txn, const ListRow& list) {
  storage::PutRow(txn, ListKey(list.destruction_id()), list);
}

absl::Status VisitLists(storage::Snapshot& snapshot, std::string_view before,
                        absl::FunctionRef<bool(const ListRow&)> visit) {
  KeyRange range = KeyWriter(Table::kDestruction).Range();
  if (!before.empty()) range.end = ListKey(before);
  absl::Status bad;
  RETURN_IF_ERROR(
      snapshot.Scan(range, storage::ScanOrder::kReverse, [&](std::string_view, std::string_view value) {
        const auto row = storage::DecodeRow<ListRow>(value);
        if (!row.ok()) bad = row.status();
        return row.ok() && visit(*row);
      }));
  return bad;
}

absl::Status CheckState(const ListRow& list, v1::Destruction::State wanted) {
  if (list.state() == static_cast<uint32_t>(wanted)) return absl::OkStatus();
  return Refuse(Reason::kDestructionStateWrong, {{"destruction", list.destruction_id()},
                                                 {"state", StateWord(list.state())},
                                                 {"want", StateWord(static_cast<uint32_t>(wanted))}});
}

std::string LineKey(std::string_view id, const LineRow& line) {
  return KeyWriter(Table::kDestructionLine)
      .Text(id)
      .U64(line.register_())
      .Text(line.lot())
      .U64(line.number())
      .Take();
}

absl::StatusOr<std::optional<LineRow>> FindLine(storage::Snapshot& snapshot, std::string_view id,
                                                const LineRow& line) {
  return storage::GetRow<LineRow>(snapshot, LineKey(id, line));
}

void PutLine(storage::Txn& txn, std::string_view id, const LineRow& line) {
  storage::PutRow(txn, LineKey(id, line), line);
}

void EraseLine(storage::Txn& txn, std::string_view id, const LineRow& line) { txn.Erase(LineKey(id, line)); }

absl::Status VisitLines(storage::Snapshot& snapshot, std::string_view id, std::string_view after,
                        absl::FunctionRef<bool(const std::string& key, const LineRow&)> visit) {
  KeyRange range = KeyWriter(Table::kDestructionLine).Text(id).Range();
  if (!after.empty()) range.begin = std::string(after) + '\0';
  absl::Status bad;
  RETURN_IF_ERROR(
      snapshot.Scan(range, storage::ScanOrder::kForward, [&](std::string_view key, std::string_view value) {
        const auto row = storage::DecodeRow<LineRow>(value);
        if (!row.ok()) bad = row.status();
        return row.ok() && visit(std::string(key), *row);
      }));
  return bad;
}

LineRow LineOf(const CardRow& card, std::string_view listed_by) {
  LineRow line;
  line.set_register_(card.register_());
  line.set_lot(card.lot());
  line.set_number(card.number());
  line.set_count(card.count());
  line.set_record_id(card.record_id());
  line.set_attempt(card.attempt());
  line.set_blank_uid(card.blank_uid());
  line.set_cause(card.cause());
  line.set_for_record(card.for_record());
  line.set_listed_by(std::string(listed_by));
  return line;
}

int64_t Listed(const ListRow& list) {
  int64_t listed = list.withdrawn();
  for (const auto& lot : list.lots()) listed += lot.cards() + lot.counted();
  return listed;
}

rows::v1::DestructionLot& MutableLot(ListRow& list, const std::string& lot) {
  for (auto& known : *list.mutable_lots()) {
    if (known.lot() == lot) return known;
  }
  auto& added = *list.add_lots();
  added.set_lot(lot);
  return added;
}

v1::Destruction ToApi(const ListRow& list) {
  v1::Destruction api;
  api.set_destruction_id(list.destruction_id());
  api.set_office(list.office());
  api.set_state(static_cast<v1::Destruction::State>(list.state()));
  for (const auto& lot : list.lots()) {
    v1::DestructionLot& added = *api.add_lots();
    added.set_lot(lot.lot());
    added.set_cards(lot.cards());
    added.set_counted(lot.counted());
  }
  api.set_withdrawn(list.withdrawn());
  api.set_listed(Listed(list));
  api.set_lines(list.lines());
  api.set_opened_by(list.opened_by());
  *api.mutable_open_time() = stock::ApiTime(list.opened_micros());
  FillPaper(list, api);
  FillEnd(list, api);
  return api;
}

v1::DestructionLine ToApi(const LineRow& line) {
  v1::DestructionLine api;
  api.set_register_(static_cast<v1::CardRegister>(line.register_()));
  api.set_lot(line.lot());
  api.set_number(line.number());
  api.set_count(line.count());
  api.set_record_id(line.record_id());
  api.set_attempt(line.attempt());
  api.set_blank_uid(line.blank_uid());
  api.set_cause(line.cause());
  api.set_not_held(line.not_held());
  api.set_listed_by(line.listed_by());
  return api;
}

v1::RegisteredCard ToApi(const CardRow& card, int64_t overdue_before) {
  v1::RegisteredCard api;
  api.set_office(card.office());
  api.set_register_(static_cast<v1::CardRegister>(card.register_()));
  api.set_number(card.number());
  api.set_lot(card.lot());
  api.set_count(card.count());
  api.set_record_id(card.record_id());
  api.set_attempt(card.attempt());
  api.set_blank_uid(card.blank_uid());
  api.set_cause(card.cause());
  *api.mutable_hold_time() = stock::ApiTime(card.since_micros());
  api.set_recorded_by(card.by());
  api.set_station_id(card.station_id());
  api.set_for_record(card.for_record());
  api.set_note(card.note());
  api.set_destruction_id(card.destruction_id());
  api.set_overdue(card.gone_micros() == 0 && card.since_micros() < overdue_before);
  if (card.gone_micros() == 0) return api;
  *api.mutable_gone_time() = stock::ApiTime(card.gone_micros());
  api.set_gone_to(std::string(stock::NameOf(static_cast<rows::v1::Account>(card.gone_to()))));
  return api;
}

}  // namespace blangko::destruction
