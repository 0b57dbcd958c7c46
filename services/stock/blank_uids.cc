#include "services/stock/blank_uids.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "base/chip_uid.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/incidents/incident_table.h"
#include "services/stock/blocked_uids.h"
#include "services/stock/uid_list.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::stock {
namespace {

using rows::v1::BlankUid;
using rows::v1::BlankUse;
using storage::KeyWriter;
using storage::Table;

constexpr int kUsesMax = 20;  // further ones are in the log alone

std::string UidKey(std::string_view uid) { return KeyWriter(Table::kBlankUid).Text(uid).Take(); }

BlankUse* FindUse(BlankUid& row, const UidUse& use) {
  for (BlankUse& known : *row.mutable_uses()) {
    if (known.record_id() == use.record_id && known.attempt() == use.attempt) return &known;
  }
  return nullptr;
}

// Why a new use is an incident; "" when it is none.
absl::StatusOr<std::string> IncidentOf(storage::Snapshot& snapshot, std::string_view uid,
                                       const BlankUid& row) {
  if (!row.uses().empty() && !Planted("used-uid-unnoticed")) return std::string(kUidUsed);
  ASSIGN_OR_RETURN(const auto block, FindBlock(snapshot, uid));
  return std::string(block.has_value() && !Planted("blocked-uid-printed") ? kUidBlocked : "");
}

BlankUse NewUse(const access::Act& act, const UidUse& use, std::string incident) {
  BlankUse row;
  row.set_record_id(use.record_id);
  row.set_attempt(use.attempt);
  row.set_office(use.office);
  row.set_lot(use.lot);
  row.set_account(static_cast<uint32_t>(use.account));
  row.set_since_micros(absl::ToUnixMicros(act.now));
  row.set_station_id(use.station_id);
  row.set_incident(std::move(incident));
  return row;
}

incidents::IncidentRow IncidentRowOf(std::string_view uid, const BlankUse& use) {
  incidents::IncidentRow incident;
  const bool used = use.incident() == kUidUsed;
  incident.set_kind(used ? incidents::v1::INCIDENT_KIND_UID_USED : incidents::v1::INCIDENT_KIND_UID_BLOCKED);
  if (use.incident() == kUidNotOfLot) incident.set_kind(incidents::v1::INCIDENT_KIND_UID_NOT_OF_LOT);
  incident.set_office(use.office());
  incident.set_record_id(use.record_id());
  incident.set_attempt(use.attempt());
  incident.set_station_id(use.station_id());
  incident.set_blank_uid(std::string(uid));
  return incident;
}

absl::Status OpenIncident(storage::Txn& txn, const access::Act& act, std::string_view uid,
                          const BlankUse& use) {
  txn.Put(KeyWriter(Table::kBlankIncident).Text(uid).Take(), "");
  rows::v1::LogEntry entry = access::EntryOf(act, absl::StrCat("blank:", std::string(uid)), use.incident());
  entry.set_detail(absl::StrCat(use.record_id(), "/", use.attempt()));
  RETURN_IF_ERROR(access::AppendEvent(txn, act, use.office(), entry).status());
  return incidents::OpenIncident(txn, act, IncidentRowOf(uid, use));
}

// Which of two cards has the chip is not known before somebody has looked at both: the one that held it first stays too.
absl::Status OpenForHolder(storage::Txn& txn, const access::Act& act, std::string_view uid,
                           const BlankUid& row, const UidUse& use) {
  if (Planted("first-card-of-a-chip-passed") || row.uses(0).record_id() == use.record_id) {
    return absl::OkStatus();
  }
  incidents::IncidentRow incident = IncidentRowOf(uid, row.uses(0));
  incident.set_kind(incidents::v1::INCIDENT_KIND_UID_USED);
  incident.set_station_id(use.station_id);
  return incidents::OpenIncident(txn, act, std::move(incident));
}

// A list names the chip for another lot than that of the blank. Once for a chip: whoever looks at it looks at its lot, too.
absl::Status CompareWithList(storage::Txn& txn, const access::Act& act, const std::string& uid,
                             const UidUse& use) {
  if (use.lot.empty() || Planted("chip-of-another-lot-passed")) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto listed, FindListed(txn, uid));
  if (!listed.has_value() || listed->lot() == use.lot) return absl::OkStatus();
  const std::string key = KeyWriter(Table::kBlankIncident).Text(uid).Take();
  ASSIGN_OR_RETURN(const auto known, txn.Get(key));
  if (known.has_value()) return absl::OkStatus();
  txn.Put(key, "");
  rows::v1::LogEntry entry = access::EntryOf(act, absl::StrCat("blank:", uid), kUidNotOfLot);
  entry.set_detail(
      absl::StrCat(use.record_id, "/", use.attempt, ": lot ", use.lot, ", listed ", listed->lot()));
  RETURN_IF_ERROR(access::AppendEvent(txn, act, use.office, entry).status());
  incidents::IncidentRow incident = IncidentRowOf(uid, NewUse(act, use, kUidNotOfLot));
  incident.set_known(listed->lot());
  incident.set_said(use.lot);
  return incidents::OpenIncident(txn, act, std::move(incident));
}

// The blank is whole and free again.
void Forget(storage::Txn& txn, std::string_view uid, BlankUid row, const UidUse& use) {
  auto& uses = *row.mutable_uses();
  const auto is_it = [&](const BlankUse& known) {
    return known.record_id() == use.record_id && known.attempt() == use.attempt && known.incident().empty();
  };
  uses.erase(std::remove_if(uses.begin(), uses.end(), is_it), uses.end());
  if (uses.empty()) return txn.Erase(UidKey(uid));
  storage::PutRow(txn, UidKey(uid), row);
}

}  // namespace

std::string UidOf(std::string_view text) {
  const auto uid = ParseChipUid(text);
  return uid.ok() ? *uid : std::string(text);
}

absl::StatusOr<BlankUid> ReadUid(storage::Snapshot& snapshot, std::string_view uid) {
  ASSIGN_OR_RETURN(std::optional<BlankUid> row, storage::GetRow<BlankUid>(snapshot, UidKey(uid)));
  return row.has_value() ? *std::move(row) : BlankUid();
}

bool IsDestroyed(const BlankUid& row) {
  return std::any_of(row.uses().begin(), row.uses().end(),
                     [](const BlankUse& use) { return use.account() == rows::v1::ACCOUNT_DESTROYED; });
}

absl::Status NoteDestroyed(storage::Txn& txn, const access::Act& act, std::string_view text,
                           const UidUse& use) {
  const std::string uid = UidOf(text);
  if (Planted("destroyed-chip-forgotten")) {
    txn.Erase(UidKey(uid));
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(BlankUid row, ReadUid(txn, uid));
  BlankUse* known = FindUse(row, use);
  if (known == nullptr && !row.uses().empty()) known = row.mutable_uses(row.uses_size() - 1);
  if (known == nullptr) {
    known = row.add_uses();
    *known = NewUse(act, use, "");
  }
  known->set_account(rows::v1::ACCOUNT_DESTROYED);
  storage::PutRow(txn, UidKey(uid), row);
  return absl::OkStatus();
}

absl::StatusOr<bool> NoteUid(storage::Txn& txn, const access::Act& act, std::string_view text,
                             const UidUse& use) {
  const std::string uid = UidOf(text);
  ASSIGN_OR_RETURN(BlankUid row, ReadUid(txn, uid));
  if (use.account == rows::v1::ACCOUNT_AVAILABLE) {
    Forget(txn, uid, std::move(row), use);
    return false;
  }
  if (BlankUse* known = FindUse(row, use)) {
    const bool moves = use.account != rows::v1::ACCOUNT_UNSPECIFIED;
    if (moves) known->set_account(static_cast<uint32_t>(use.account));
    if (moves) storage::PutRow(txn, UidKey(uid), row);
    return !known->incident().empty();
  }
  RETURN_IF_ERROR(CompareWithList(txn, act, uid, use));
  ASSIGN_OR_RETURN(std::string incident, IncidentOf(txn, uid, row));
  const BlankUse added = NewUse(act, use, std::move(incident));
  if (row.uses_size() < kUsesMax) *row.add_uses() = added;
  storage::PutRow(txn, UidKey(uid), row);
  if (added.incident().empty()) return false;
  RETURN_IF_ERROR(OpenIncident(txn, act, uid, added));
  if (added.incident() == kUidUsed) RETURN_IF_ERROR(OpenForHolder(txn, act, uid, row, use));
  return true;
}

}  // namespace blangko::stock
