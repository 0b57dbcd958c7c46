#include "services/records/import/row_effect.h"

#include <algorithm>
#include <array>
#include <optional>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/records/hold.h"
#include "services/records/identity.h"
#include "services/records/person_table.h"
#include "services/records/record_keys.h"
#include "services/refusal/refusal.h"
#include "storage/row_codec.h"

namespace blangko::records {
namespace {

// Refusals that the row is to blame for, and the column to look at.
struct RowRefusal {
  std::string_view reason;
  Field field;
  std::string_view want;
};

constexpr std::array<RowRefusal, 4> kRowRefusals = {{
    {"UNKNOWN_OFFICE", Field::kArea, "an area that some print site serves"},
    {"OUT_OF_SCOPE", Field::kArea, "an area in the scope of the importer"},
    {"UNKNOWN_RECORD", Field::kReplaces, "the id of a record"},
    {"DUPLICATE_RECORD", Field::kRecordId, "an id that no other person has"},
}};

std::optional<RowError> ErrorOf(const CheckContext& context, const Incoming& incoming,
                                const absl::Status& status) {
  const std::string reason = ReasonOf(status);
  for (const RowRefusal& refusal : kRowRefusals) {
    if (refusal.reason != reason) continue;
    const bool area = refusal.field == Field::kArea;
    return RowError{HeadingOf(context, refusal.field), area ? incoming.area : "(not shown)",
                    std::string(refusal.want), reason};
  }
  return std::nullopt;
}

bool MayBeHeld(const RecordRow& record) {
  switch (record.state()) {
    case rows::v1::RECORD_STATE_NOT_READY:
    case rows::v1::RECORD_STATE_READY:
    case rows::v1::RECORD_STATE_GRANTED: return true;
    case rows::v1::RECORD_STATE_STARTED:
    case rows::v1::RECORD_STATE_OFFLINE: return record.stop_request().empty();
    default: return false;
  }
}

absl::StatusOr<std::vector<RecordRow>> HoldRecordsOf(RecordDesk& desk, const std::string& person_id,
                                                     std::string_view kind) {
  ASSIGN_OR_RETURN(const rows::v1::Person person, FindPerson(desk.txn(), person_id));
  std::vector<RecordRow> held;
  for (const std::string& id : person.record_ids()) {
    ASSIGN_OR_RETURN(const auto record, storage::GetRow<RecordRow>(desk.txn(), RecordKey(id)));
    if (!record.has_value() || !MayBeHeld(*record)) continue;
    if (!access::Covers(desk.act().actor.scope, record->site())) continue;
    ASSIGN_OR_RETURN(RecordRow after, HoldRecord(desk, *record, {std::string(kind), "", 0}));
    held.push_back(std::move(after));
  }
  return held;
}

absl::Status LogWatch(RecordDesk& desk, const std::string& office, const std::string& person_id,
                      std::string_view kind) {
  rows::v1::LogEntry entry = access::EntryOf(desk.act(), absl::StrCat("person:", person_id), "WATCH_ADDED");
  entry.set_detail(std::string(kind));
  return access::AppendEvent(desk.txn(), desk.act(), office, entry).status();
}

}  // namespace

absl::StatusOr<RowResult> ApplyRequestRow(RecordDesk& desk, const CheckContext& context,
                                          std::string_view hash_key, const Incoming& incoming) {
  absl::StatusOr<Taken> taken = Intake(desk, hash_key).Take(incoming);
  if (!taken.ok()) {
    std::optional<RowError> error = ErrorOf(context, incoming, taken.status());
    if (!error.has_value()) return taken.status();
    return RowResult(*std::move(error));
  }
  RowDone done{taken->effect, {}, taken->record.record_id()};
  if (taken->effect == Effect::kAdded && taken->record.has_hold()) done.held.push_back(taken->record);
  return RowResult(std::move(done));
}

absl::StatusOr<RowResult> ApplyWatchRow(RecordDesk& desk, const CheckContext& context,
                                        std::string_view hash_key, std::string_view kind,
                                        const Incoming& incoming) {
  const std::string person_id = PersonIdOf(hash_key, incoming.personal.nik());
  ASSIGN_OR_RETURN(const auto known, storage::GetRow<rows::v1::Watch>(desk.txn(), WatchKey(person_id)));
  // The same list again, or one that a person decided is wrong about this person.
  if (known.has_value() && known->kind() == kind) return RowResult(RowDone());
  rows::v1::Watch watch;
  watch.set_kind(std::string(kind));
  watch.set_import_id(context.import_id);
  watch.set_since_micros(absl::ToUnixMicros(desk.act().now));
  PutWatch(desk.txn(), person_id, watch);
  RETURN_IF_ERROR(LogWatch(desk, context.office, person_id, kind));
  ASSIGN_OR_RETURN(std::vector<RecordRow> held, HoldRecordsOf(desk, person_id, kind));
  return RowResult(RowDone{known.has_value() ? Effect::kUpdated : Effect::kAdded, std::move(held), ""});
}

}  // namespace blangko::records
