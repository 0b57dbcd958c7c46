#include "services/scheduler/replacer.h"

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/access/offices.h"
#include "services/records/record_table.h"
#include "services/scheduler/limits.h"
#include "services/scheduler/policy_table.h"
#include "storage/layers/line.h"

namespace blangko::scheduler {
namespace {

using records::RecordRow;
using storage::LineId;

constexpr char kReplace[] = "scheduler.replace";
constexpr size_t kSitesSeen = 10'000;

// READY lines of `site` that an older policy made.
absl::StatusOr<std::vector<LineId>> OldLines(storage::Snapshot& snapshot, const std::string& site,
                                             uint64_t generation) {
  std::vector<LineId> old;
  RETURN_IF_ERROR(storage::VisitSiteCounts(snapshot, site, [&](const LineId& line, int64_t, int64_t) {
    const bool waits = line.state == static_cast<uint64_t>(rows::v1::RECORD_STATE_READY);
    if (waits && line.generation != generation && (old.empty() || !(old.back() == line))) old.push_back(line);
    return true;
  }));
  return old;
}

// The first records of a line.
absl::StatusOr<std::vector<std::string>> FirstOf(storage::Snapshot& snapshot, const LineId& line,
                                                 size_t most) {
  std::vector<std::string> ids;
  if (most == 0) return ids;
  RETURN_IF_ERROR(storage::VisitLine(snapshot, line, std::nullopt,
                                     [&](const storage::LinePlace& place, std::string_view) {
                                       ids.push_back(place.record_id);
                                       return ids.size() < most;
                                     }));
  return ids;
}

}  // namespace

absl::StatusOr<size_t> Replacer::RunOnce(absl::Time now) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids,
                   storage::ViewFor<std::vector<std::string>>(
                       store_, [&](storage::Snapshot& snapshot) { return FindOld(snapshot, now); }));
  std::vector<storage::Store::Body> bodies;
  for (const std::string& id : ids) {
    bodies.push_back([this, &id, now](storage::Txn& txn) { return Move(txn, id, now); });
  }
  for (const absl::Status& status : store_.UpdateEach(kReplace, bodies)) RETURN_IF_ERROR(status);
  return ids.size();
}

absl::StatusOr<std::vector<std::string>> Replacer::FindOld(storage::Snapshot& snapshot,
                                                           absl::Time now) const {
  std::vector<std::string> ids;
  PolicyCache policies(snapshot, now);
  ASSIGN_OR_RETURN(const auto offices, access::OfficesIn(snapshot, "", kSitesSeen));
  for (const rows::v1::Office& office : offices) {
    ASSIGN_OR_RETURN(const rows::v1::Policy* policy, policies.Of(office.code()));
    if (policy->generation() == 0) continue;  // the order was never changed there
    ASSIGN_OR_RETURN(const std::vector<LineId> old, OldLines(snapshot, office.code(), policy->generation()));
    for (const LineId& line : old) {
      ASSIGN_OR_RETURN(const auto first, FirstOf(snapshot, line, kReplacedPerTurn - ids.size()));
      ids.insert(ids.end(), first.begin(), first.end());
    }
    if (ids.size() >= kReplacedPerTurn) break;
  }
  return ids;
}

absl::Status Replacer::Move(storage::Txn& txn, const std::string& record_id, absl::Time now) {
  ASSIGN_OR_RETURN(const RecordRow before, records::GetRecord(txn, record_id));
  if (before.state() != rows::v1::RECORD_STATE_READY) return absl::OkStatus();
  ASSIGN_OR_RETURN(const records::Placement place, placement_.Place(txn, before, now));
  if (before.generation() == place.generation) return absl::OkStatus();
  RecordRow after = before;
  after.set_class_id(place.class_id);
  after.set_generation(place.generation);
  after.set_key_micros(absl::ToUnixMicros(place.key));
  const access::Act act = access::SystemAct(kReplace, now);
  rows::v1::LogEntry entry = access::EntryOf(act, absl::StrCat("record:", record_id), "REPLACED");
  entry.set_detail(absl::StrCat("generation ", before.generation(), " to ", after.generation()));
  ASSIGN_OR_RETURN(const storage::LogPosition at, access::AppendEvent(txn, act, before.site(), entry));
  records::Remember(after, before.site(), "", at);
  return records::RecordTable(txn, &heads_).Put(before, after, now);
}

}  // namespace blangko::scheduler
