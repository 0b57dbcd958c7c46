#include "services/records/person_table.h"

#include <algorithm>

#include "base/planted.h"
#include "base/status_macros.h"
#include "services/records/cards_out.h"
#include "services/records/record_keys.h"
#include "services/records/record_state.h"
#include "storage/row_codec.h"

namespace blangko::records {
namespace {

// Open, and not one whose card was already made elsewhere; or closed without a card, while one of it is out.
absl::StatusOr<bool> IsWaitingForCard(storage::Snapshot& snapshot, const rows::v1::Record& record) {
  if (CardMadeUpstream(record.upstream())) return false;
  if (record.state() != rows::v1::RECORD_STATE_CANCELLED || Planted("cancelled-card-forgotten")) {
    return IsOpen(record.state());
  }
  ASSIGN_OR_RETURN(const std::string out, CardsToSettle(snapshot, record));
  return !out.empty();
}

// Printed here, or said by the centre to be.
bool HasCard(const rows::v1::Record& record) {
  return (CardMayExist(record.state()) && !IsOpen(record.state())) || CardMadeUpstream(record.upstream());
}

}  // namespace

bool CardMadeUpstream(rows::v1::UpstreamStatus status) {
  return status >= rows::v1::UPSTREAM_STATUS_CARD_PRINTED;
}

absl::StatusOr<rows::v1::Person> FindPerson(storage::Snapshot& snapshot, std::string_view person_id) {
  ASSIGN_OR_RETURN(auto person, storage::GetRow<rows::v1::Person>(snapshot, PersonKey(person_id)));
  if (person.has_value()) return *std::move(person);
  rows::v1::Person empty;
  empty.set_person_id(std::string(person_id));
  return empty;
}

void PutPerson(storage::Txn& txn, const rows::v1::Person& person) {
  storage::PutRow(txn, PersonKey(person.person_id()), person);
}

absl::Status LinkRecord(storage::Txn& txn, std::string_view person_id, std::string_view record_id) {
  ASSIGN_OR_RETURN(rows::v1::Person person, FindPerson(txn, person_id));
  const auto& ids = person.record_ids();
  if (std::find(ids.begin(), ids.end(), record_id) != ids.end()) return absl::OkStatus();
  person.add_record_ids(std::string(record_id));
  PutPerson(txn, person);
  return absl::OkStatus();
}

absl::StatusOr<std::optional<std::string>> FindAlias(storage::Snapshot& snapshot, std::string_view alias) {
  ASSIGN_OR_RETURN(auto row, storage::GetRow<rows::v1::Alias>(snapshot, AliasKey(alias)));
  if (!row.has_value()) return std::optional<std::string>();
  return std::optional<std::string>(row->record_id());
}

void PutAlias(storage::Txn& txn, std::string_view alias, std::string_view record_id) {
  rows::v1::Alias row;
  row.set_record_id(std::string(record_id));
  storage::PutRow(txn, AliasKey(alias), row);
}

void PutWatch(storage::Txn& txn, std::string_view person_id, const rows::v1::Watch& watch) {
  storage::PutRow(txn, WatchKey(person_id), watch);
}

absl::StatusOr<std::optional<std::string>> CardRecordOf(storage::Snapshot& snapshot,
                                                        const rows::v1::Person& person) {
  for (const std::string& id : person.record_ids()) {
    ASSIGN_OR_RETURN(auto record, storage::GetRow<rows::v1::Record>(snapshot, RecordKey(id)));
    if (record.has_value() && HasCard(*record)) return std::optional<std::string>(id);
  }
  return std::optional<std::string>();
}

absl::StatusOr<std::optional<std::string>> OpenRecordOf(storage::Snapshot& snapshot,
                                                        const rows::v1::Person& person,
                                                        std::string_view except) {
  for (const std::string& id : person.record_ids()) {
    if (id == except) continue;
    ASSIGN_OR_RETURN(auto record, storage::GetRow<rows::v1::Record>(snapshot, RecordKey(id)));
    if (!record.has_value()) continue;
    ASSIGN_OR_RETURN(const bool waits, IsWaitingForCard(snapshot, *record));
    if (waits) return std::optional<std::string>(id);
  }
  return std::optional<std::string>();
}

std::vector<std::string> OtherRecordsOf(const rows::v1::Person& person, std::string_view except) {
  std::vector<std::string> others;
  for (auto id = person.record_ids().rbegin(); id != person.record_ids().rend(); ++id) {
    if (*id == except) continue;
    others.push_back(*id);
    if (others.size() == kPersonRecordsMax) break;
  }
  return others;
}

}  // namespace blangko::records
