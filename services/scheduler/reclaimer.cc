#include "services/scheduler/reclaimer.h"

#include <string>
#include <vector>

#include "base/planted.h"
#include "base/status_macros.h"
#include "services/scheduler/grant_counts.h"
#include "services/scheduler/limits.h"
#include "services/scheduler/outcome.h"
#include "services/scheduler/record_edit.h"

namespace blangko::scheduler {
namespace {

using records::RecordRow;
using storage::DueEntry;

constexpr char kReclaim[] = "scheduler.reclaim";
constexpr char kTimer[] = "TIMER";

bool IsOverdue(const RecordRow& record, absl::Time now) {
  const rows::v1::Attempt* attempt = records::CurrentAttempt(record);
  if (attempt == nullptr || attempt->reclaim_micros() > absl::ToUnixMicros(now)) return false;
  if (Planted("reclaim-frees-started") && records::IsPermitted(record.state())) return true;
  return record.state() == rows::v1::RECORD_STATE_GRANTED;
}

absl::Status GiveBack(Work& work, const RecordRow& record) {
  const bool granted = record.state() == rows::v1::RECORD_STATE_GRANTED;
  RecordEdit edit(work, record);
  EndAttempt(*NewestAttempt(edit.row()), work.act.now, {.outcome = "RECLAIMED", .reason = kTimer});
  RETURN_IF_ERROR(Uncount(work.txn, *NewestAttempt(edit.row())));
  RETURN_IF_ERROR(
      edit.Take(granted ? records::Event::kReclaim : records::Event::kReleasedByStation, {.reason = kTimer}));
  RETURN_IF_ERROR(FollowReturn(work, edit));
  return edit.Save();
}

absl::Status WorkOff(storage::Txn& txn, storage::HeadHint& heads, const DueEntry& entry, absl::Time now) {
  storage::RemoveDue(txn, entry);
  ASSIGN_OR_RETURN(const std::optional<RecordRow> record, records::FindRecord(txn, entry.object));
  if (!record.has_value() || !IsOverdue(*record, now)) return absl::OkStatus();
  const access::Act act = access::SystemAct(kReclaim, now);
  PolicyCache policies(txn, now);
  Work work{txn, &heads, act, policies};
  return GiveBack(work, *record);
}

}  // namespace

absl::StatusOr<size_t> Reclaimer::RunOnce(absl::Time now) {
  ASSIGN_OR_RETURN(const std::vector<DueEntry> due,
                   storage::ViewFor<std::vector<DueEntry>>(store_, [&](storage::Snapshot& snapshot) {
                     return storage::ListDue(snapshot, now, kReclaimsPerTurn);
                   }));
  return Handle(due, now);
}

absl::StatusOr<size_t> Reclaimer::Handle(const std::vector<DueEntry>& due, absl::Time now) {
  std::vector<storage::Store::Body> bodies;
  for (const DueEntry& entry : due) {
    if (entry.kind != storage::DueKind::kGrantReclaim) continue;
    bodies.push_back([this, &entry, now](storage::Txn& txn) { return WorkOff(txn, heads_, entry, now); });
  }
  for (const absl::Status& status : store_.UpdateEach(kReclaim, bodies)) RETURN_IF_ERROR(status);
  return bodies.size();
}

}  // namespace blangko::scheduler
