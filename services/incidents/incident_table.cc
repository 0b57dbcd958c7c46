#include "services/incidents/incident_table.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/refusal/refusal.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::incidents {
namespace {

using storage::KeyWriter;
using storage::ScanOrder;
using storage::Table;

std::string KeyOf(uint64_t number) { return KeyWriter(Table::kIncident).U64(number).Take(); }
std::string OpenKey(uint64_t number) { return KeyWriter(Table::kOpenIncident).U64(number).Take(); }
KeyWriter AboutKey(std::string_view record_id) { return KeyWriter(Table::kRecordIncident).Text(record_id); }
KeyWriter OpenAboutKey(std::string_view record_id) {
  return KeyWriter(Table::kRecordOpenIncident).Text(record_id);
}

// What it is listed under.
std::string SubjectOf(const IncidentRow& incident) {
  if (IsAboutCount(incident)) return absl::StrCat("count:", incident.station_id());
  const bool bare = incident.kind() == v1::INCIDENT_KIND_UID_NOT_OF_LOT && incident.record_id().empty();
  return bare ? absl::StrCat("chip:", incident.blank_uid()) : incident.record_id();
}

absl::Status Unknown(std::string_view id) {
  return Refuse(Reason::kUnknownIncident, {{"incident", std::string(id.substr(0, 20))}});
}

absl::StatusOr<uint64_t> NextNumber(storage::Snapshot& snapshot) {
  absl::StatusOr<uint64_t> newest = 0;
  RETURN_IF_ERROR(snapshot.Scan(KeyWriter(Table::kIncident).Range(), ScanOrder::kReverse,
                                [&](std::string_view key, std::string_view) {
                                  newest = storage::KeyReader(key).U64();
                                  return false;
                                }));
  RETURN_IF_ERROR(newest.status());
  return *newest + 1;
}

bool IsAboutUnknown(const IncidentRow& incident) {
  return incident.kind() == v1::INCIDENT_KIND_UNKNOWN_ATTEMPT;
}

bool IsAlike(const IncidentRow& open, const IncidentRow& incident) {
  if (open.kind() != incident.kind()) return false;
  if (IsAboutUnknown(open) && !Planted("invented-attempts-unbounded")) {
    return open.station_id() == incident.station_id();
  }
  if (IsAboutCount(open)) {
    return open.day_count().work_day() == incident.day_count().work_day() &&
           open.day_count().closing() == incident.day_count().closing();
  }
  return open.attempt() == incident.attempt();
}

bool SaysTheSame(const IncidentRow& open, const IncidentRow& incident) {
  return open.said() == incident.said() && open.evidence() == incident.evidence() &&
         open.looked_by() == incident.looked_by();
}

// `said` is the newest word of the same card, or count.
void TakeWord(const access::Act& act, const IncidentRow& said, IncidentRow& open) {
  open.set_facts(FactsOf(open) + 1);
  open.set_newest_micros(absl::ToUnixMicros(act.now));
  if (Planted("incident-keeps-first-word")) return;
  const bool of_the_same = open.attempt() == said.attempt() && (!IsAboutCount(open) || IsAlike(open, said));
  if (!of_the_same) return;
  if (open.first_said().empty() && open.said() != said.said()) open.set_first_said(open.said());
  open.set_said(said.said());
  open.set_evidence(said.evidence());
  open.set_looked_by(said.looked_by());
  if (!said.blank_uid().empty()) open.set_blank_uid(said.blank_uid());
  if (IsAboutCount(said)) *open.mutable_day_count() = said.day_count();
}

// The open one that says the same, or takes what is too much; null when it is another one.
IncidentRow* CountedIn(std::vector<IncidentRow>& open, const IncidentRow& incident) {
  const auto same =
      std::find_if(open.begin(), open.end(), [&](const IncidentRow& row) { return IsAlike(row, incident); });
  if (same != open.end()) return &*same;
  const size_t most = IsAboutCount(incident) ? kOpenCountsMax : kOpenAboutMax;
  const bool full = open.size() >= most && !Planted("invented-attempts-unbounded");
  return full ? &open.back() : nullptr;
}

// The rows whose numbers end the keys of a list.
absl::Status VisitListed(storage::Snapshot& snapshot, const storage::KeyRange& range, bool of_record,
                         absl::FunctionRef<bool(const IncidentRow&)> visit) {
  absl::Status bad;
  RETURN_IF_ERROR(snapshot.Scan(range, ScanOrder::kForward, [&](std::string_view key, std::string_view) {
    storage::KeyReader reader(key);
    if (of_record) bad = reader.Text().status();
    const absl::StatusOr<uint64_t> number = bad.ok() ? reader.U64() : absl::StatusOr<uint64_t>(bad);
    const absl::StatusOr<IncidentRow> row =
        number.ok() ? GetIncident(snapshot, *number) : absl::StatusOr<IncidentRow>(number.status());
    bad = row.status();
    return bad.ok() && visit(*row);
  }));
  return bad;
}

}  // namespace

std::string NameOf(const IncidentRow& incident) {
  constexpr size_t kPrefix = sizeof("INCIDENT_KIND_") - 1;
  const std::string name = v1::IncidentKind_Name(static_cast<Kind>(incident.kind()));
  return name.size() > kPrefix ? name.substr(kPrefix) : absl::StrCat(incident.kind());
}

bool IsOpen(const IncidentRow& incident) { return incident.settled_by().empty(); }

bool IsAboutChip(const IncidentRow& incident) {
  return incident.kind() == v1::INCIDENT_KIND_UID_USED || incident.kind() == v1::INCIDENT_KIND_UID_BLOCKED ||
         incident.kind() == v1::INCIDENT_KIND_UID_DIFFERS ||
         incident.kind() == v1::INCIDENT_KIND_UID_NOT_OF_LOT;
}

bool IsAboutCount(const IncidentRow& incident) {
  return incident.kind() == v1::INCIDENT_KIND_STATION_COUNT_DIFFERS;
}

uint32_t FactsOf(const IncidentRow& incident) { return std::max(incident.facts(), 1U); }

absl::StatusOr<uint64_t> IncidentNumber(std::string_view id) {
  uint64_t number = 0;
  if (!absl::SimpleAtoi(ToAbsl(id), &number) || number == 0) return Unknown(id);
  return number;
}

absl::StatusOr<IncidentRow> GetIncident(storage::Snapshot& snapshot, uint64_t number) {
  ASSIGN_OR_RETURN(std::optional<IncidentRow> row, storage::GetRow<IncidentRow>(snapshot, KeyOf(number)));
  if (!row.has_value()) return Unknown(absl::StrCat(number));
  return *std::move(row);
}

absl::Status OpenIncident(storage::Txn& txn, const access::Act& act, IncidentRow incident) {
  if (Planted("incident-not-written")) return absl::OkStatus();
  const std::string subject = SubjectOf(incident);
  ASSIGN_OR_RETURN(std::vector<IncidentRow> known, AllOpenAbout(txn, subject));
  if (IncidentRow* same = CountedIn(known, incident)) {
    TakeWord(act, incident, *same);
    storage::PutRow(txn, KeyOf(same->number()), *same);
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const uint64_t number, NextNumber(txn));
  incident.set_number(number);
  incident.set_since_micros(absl::ToUnixMicros(act.now));
  storage::PutRow(txn, KeyOf(number), incident);
  txn.Put(OpenKey(number), "");
  txn.Put(AboutKey(subject).U64(number).Take(), "");
  txn.Put(OpenAboutKey(subject).U64(number).Take(), "");
  return absl::OkStatus();
}

absl::Status HearWord(storage::Txn& txn, const access::Act& act, const IncidentRow& incident) {
  ASSIGN_OR_RETURN(std::vector<IncidentRow> known, AllOpenAbout(txn, incident.record_id()));
  for (IncidentRow& open : known) {
    if (open.attempt() != incident.attempt() || IsAboutChip(open) || SaysTheSame(open, incident)) continue;
    TakeWord(act, incident, open);
    storage::PutRow(txn, KeyOf(open.number()), open);
  }
  return absl::OkStatus();
}

void SettleIncident(storage::Txn& txn, IncidentRow& incident, std::string_view by, absl::Time now,
                    std::string_view reason) {
  incident.set_settled_by(std::string(by));
  incident.set_settled_micros(absl::ToUnixMicros(now));
  incident.set_settle_reason(std::string(reason));
  storage::PutRow(txn, KeyOf(incident.number()), incident);
  txn.Erase(OpenKey(incident.number()));
  txn.Erase(OpenAboutKey(SubjectOf(incident)).U64(incident.number()).Take());
}

absl::Status SettleByDecision(storage::Txn& txn, std::string_view record_id, uint32_t attempt,
                              std::string_view by, absl::Time now, std::string_view decision,
                              Decided decided) {
  ASSIGN_OR_RETURN(std::vector<IncidentRow> known, AllOpenAbout(txn, record_id));
  for (IncidentRow& incident : known) {
    if (incident.attempt() != attempt || IsAboutChip(incident)) continue;
    if (IsAboutUnknown(incident) && decided == Decided::kOwnCard) continue;
    SettleIncident(txn, incident, by, now, decision);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<IncidentRow>> IncidentsAbout(storage::Snapshot& snapshot,
                                                        std::string_view record_id) {
  std::vector<IncidentRow> found;
  RETURN_IF_ERROR(VisitListed(snapshot, AboutKey(record_id).Range(), true, [&](const IncidentRow& incident) {
    found.push_back(incident);
    return true;
  }));
  return found;
}

absl::StatusOr<std::vector<IncidentRow>> AllOpenAbout(storage::Snapshot& snapshot,
                                                      std::string_view record_id) {
  std::vector<IncidentRow> open;
  const auto add = [&](const IncidentRow& incident) {
    open.push_back(incident);
    return open.size() < std::max(kOpenAboutMax, kOpenCountsMax);
  };
  RETURN_IF_ERROR(VisitListed(snapshot, OpenAboutKey(record_id).Range(), true, add));
  return open;
}

absl::StatusOr<std::optional<IncidentRow>> OpenAbout(storage::Snapshot& snapshot,
                                                     std::string_view record_id) {
  ASSIGN_OR_RETURN(const std::vector<IncidentRow> open, AllOpenAbout(snapshot, record_id));
  return open.empty() ? std::optional<IncidentRow>() : std::optional(open.front());
}

absl::StatusOr<std::optional<IncidentRow>> OpenAboutCard(storage::Snapshot& snapshot,
                                                         std::string_view record_id) {
  ASSIGN_OR_RETURN(const std::vector<IncidentRow> open, AllOpenAbout(snapshot, record_id));
  const auto card = std::find_if_not(open.begin(), open.end(), IsAboutChip);
  return card == open.end() ? std::optional<IncidentRow>() : std::optional(*card);
}

absl::Status VisitIncidents(storage::Snapshot& snapshot, bool open_only, uint64_t after,
                            absl::FunctionRef<bool(const IncidentRow&)> visit) {
  storage::KeyRange range = KeyWriter(open_only ? Table::kOpenIncident : Table::kIncident).Range();
  range.begin = open_only ? OpenKey(after + 1) : KeyOf(after + 1);
  return VisitListed(snapshot, range, false, visit);
}

absl::StatusOr<OpenCount> CountOpen(storage::Snapshot& snapshot, std::string_view prefix) {
  OpenCount open;
  RETURN_IF_ERROR(VisitIncidents(snapshot, true, 0, [&](const IncidentRow& incident) {
    if (!access::Covers(prefix, incident.office())) return true;
    if (open.count++ == 0) open.oldest_micros = incident.since_micros();
    return true;
  }));
  return open;
}

}  // namespace blangko::incidents
