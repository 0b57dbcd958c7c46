#include <optional>
#include <vector>

#include "base/status_macros.h"
#include "services/records/gate.h"
#include "services/records/hold.h"
#include "services/records/records.h"
#include "storage/layers/due_index.h"

namespace blangko::records {
namespace {

using Due = std::vector<storage::DueEntry>;

absl::StatusOr<Due> DueRecords(storage::Store& store, absl::Time now, size_t limit) {
  return storage::ViewFor<Due>(store, [&](storage::Snapshot& snapshot) -> absl::StatusOr<Due> {
    ASSIGN_OR_RETURN(Due due, storage::ListDue(snapshot, now, limit));
    std::erase_if(due, [](const auto& entry) { return entry.kind != storage::DueKind::kRecordGate; });
    return due;
  });
}

// The entry says only "look here": the record decides. An entry that no longer fits is taken away.
absl::Status Wake(RecordDesk& desk, const storage::DueEntry& entry) {
  ASSIGN_OR_RETURN(const std::optional<RecordRow> record, FindRecord(desk.txn(), entry.object));
  const auto due = record.has_value() ? WakeTimeOf(*record) : std::nullopt;
  if (due != entry.when) {
    storage::RemoveDue(desk.txn(), entry);
    return absl::OkStatus();
  }
  if (record->state() == rows::v1::RECORD_STATE_HELD)
    return ReleaseRecord(desk, *record, "its time ended").status();
  if (record->state() == rows::v1::RECORD_STATE_READY) {
    RecordRow after = *record;
    after.clear_present_day();
    return desk.Note(*record, after, "PRESENCE_ENDED", {}).status();
  }
  return desk.TurnGate(*record, *record, "BIRTHDAY").status();
}

}  // namespace

absl::StatusOr<size_t> Records::WakeDue(absl::Time now, size_t limit) {
  ASSIGN_OR_RETURN(const Due due, DueRecords(store_, now, limit));
  const access::Act act = access::SystemAct("waker", now);
  std::vector<storage::Store::Body> bodies;
  for (const storage::DueEntry& entry : due) {
    bodies.push_back([&](storage::Txn& txn) {
      RecordDesk desk(txn, act, ports_);
      return Wake(desk, entry);
    });
  }
  for (const absl::Status& status : store_.UpdateEach("records.wake", bodies)) RETURN_IF_ERROR(status);
  return due.size();
}

}  // namespace blangko::records
