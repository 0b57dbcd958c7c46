#include "services/records/record_table.h"

#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/access/offices.h"
#include "services/records/flow.h"
#include "services/records/gate.h"
#include "services/records/person_table.h"
#include "services/records/record_keys.h"
#include "services/refusal/refusal.h"
#include "storage/layers/due_index.h"
#include "storage/row_codec.h"

namespace blangko::records {
namespace {

using rows::v1::LineEntry;
using rows::v1::RECORD_STATE_HANDED_OVER;
using rows::v1::RECORD_STATE_HELD;
using rows::v1::RECORD_STATE_PRINTED;
using rows::v1::RECORD_STATE_READY;

constexpr int kHistoryMax = 64;

absl::Status Unknown(std::string_view record_id) {
  return Refuse(Reason::kUnknownRecord, {{"record", std::string(record_id)}});
}

// In the line of those who were marked present.
bool IsMarked(const RecordRow& record) {
  return record.state() == RECORD_STATE_READY && record.present_day() != 0;
}

std::string EntryOf(const RecordRow& record) {
  LineEntry entry;
  entry.set_area(record.area());
  entry.set_office(record.office());
  entry.set_upstream(record.upstream());
  entry.set_request_type(record.request_type());
  entry.set_hold_reason(record.hold().reason());
  entry.set_hold_other_record(record.hold().other_record());
  entry.set_recorded_micros(record.recorded_micros());
  entry.set_blank_type(record.blank_type());
  if (IsMarked(record)) entry.set_present_day(record.present_day());
  return storage::EncodeRow(entry);
}

absl::Status PutInLine(storage::Txn& txn, storage::HeadHint* heads, const RecordRow& record) {
  const storage::LineId line = LineOf(record);
  const storage::LinePlace place = PlaceOf(record);
  if (heads != nullptr && record.state() == RECORD_STATE_READY) heads->Lower(line, place);
  return storage::InsertIntoLine(txn, line, place, EntryOf(record));
}

absl::Status MoveInLine(storage::Txn& txn, storage::HeadHint* heads, const RecordRow& before,
                        const RecordRow& after) {
  if (LineOf(before) == LineOf(after) && PlaceOf(before) == PlaceOf(after)) {
    const std::string entry = EntryOf(after);
    if (entry == EntryOf(before)) return absl::OkStatus();
    return storage::UpdateLineValue(txn, LineOf(after), PlaceOf(after), entry);
  }
  RETURN_IF_ERROR(storage::EraseFromLine(txn, LineOf(before), PlaceOf(before)));
  return PutInLine(txn, heads, after);
}

void MoveDue(storage::Txn& txn, const std::optional<absl::Time>& before, const RecordRow& after) {
  const std::optional<absl::Time> due = WakeTimeOf(after);
  if (before == due) return;
  const auto entry = [&](absl::Time when) {
    return storage::DueEntry{when, storage::DueKind::kRecordGate, after.record_id()};
  };
  if (before.has_value()) storage::RemoveDue(txn, entry(*before));
  if (due.has_value()) storage::AddDue(txn, entry(*due));
}

// The events that a change from `before` (null = new record) to `after` counts.
std::vector<FlowEvent> FlowOf(const RecordRow* before, const RecordRow& after) {
  std::vector<FlowEvent> events;
  const bool changed = before == nullptr || before->state() != after.state();
  if (before == nullptr) events.push_back(FlowEvent::kAdded);
  if (after.ready_micros() != 0 && (before == nullptr || before->ready_micros() == 0)) {
    events.push_back(FlowEvent::kReady);
  }
  // A card that was printed before the store began is no work of this day.
  const rows::v1::Attempt* attempt = CurrentAttempt(after);
  const bool before_us = attempt != nullptr && WasPrintedBefore(*attempt);
  if (changed && after.state() == RECORD_STATE_PRINTED && !before_us) events.push_back(FlowEvent::kPrinted);
  if (changed && after.state() == RECORD_STATE_HANDED_OVER) events.push_back(FlowEvent::kHandedOver);
  return events;
}

absl::Status AddFlow(storage::Txn& txn, const RecordRow* before, const RecordRow& after, absl::Time now) {
  const std::vector<FlowEvent> events = FlowOf(before, after);
  if (events.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(txn, after.site()));
  const int64_t day = access::OfficeDay(zone, now);
  for (const FlowEvent event : events) {
    RETURN_IF_ERROR(CountFlow(txn, after.site(), {day, after.class_id(), event}, 1));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::optional<RecordRow>> FindRecord(storage::Snapshot& snapshot, std::string_view record_id) {
  ASSIGN_OR_RETURN(auto record, storage::GetRow<RecordRow>(snapshot, RecordKey(record_id)));
  if (record.has_value()) return record;
  ASSIGN_OR_RETURN(const std::optional<std::string> target, FindAlias(snapshot, record_id));
  if (!target.has_value()) return std::optional<RecordRow>();
  return storage::GetRow<RecordRow>(snapshot, RecordKey(*target));
}

absl::StatusOr<RecordRow> GetRecord(storage::Snapshot& snapshot, std::string_view record_id) {
  ASSIGN_OR_RETURN(auto record, FindRecord(snapshot, record_id));
  if (!record.has_value()) return Unknown(record_id);
  return *std::move(record);
}

absl::StatusOr<rows::v1::Personal> GetPersonal(storage::Snapshot& snapshot, const RecordRow& record) {
  ASSIGN_OR_RETURN(auto personal,
                   storage::GetRow<rows::v1::Personal>(snapshot, PersonalKey(record.record_id())));
  if (!personal.has_value()) return Unknown(record.record_id());
  return *std::move(personal);
}

absl::StatusOr<std::optional<rows::v1::Watch>> FindWatch(storage::Snapshot& snapshot,
                                                         std::string_view person_id) {
  ASSIGN_OR_RETURN(auto watch, storage::GetRow<rows::v1::Watch>(snapshot, WatchKey(person_id)));
  if (watch.has_value() && !watch->released_by().empty()) watch.reset();
  return watch;
}

storage::LineId LineOf(const RecordRow& record) {
  return {.site = record.site(),
          .state = static_cast<uint64_t>(record.state()),
          .class_id = record.class_id() + (IsMarked(record) ? kPresentLine : 0),
          .generation = record.generation()};
}

storage::LinePlace PlaceOf(const RecordRow& record) {
  return {.key = absl::FromUnixMicros(record.key_micros()),
          .ready = absl::FromUnixMicros(record.ready_micros()),
          .record_id = record.record_id()};
}

uint64_t ClassOfLine(const storage::LineId& line) { return line.class_id % kPresentLine; }

absl::StatusOr<Standing> StandingOf(storage::Snapshot& snapshot, const RecordRow& record) {
  Standing standing;
  storage::LineId line = LineOf(record);
  for (const uint64_t part : {uint64_t{0}, kPresentLine}) {
    line.class_id = record.class_id() + part;
    ASSIGN_OR_RETURN(const int64_t rank, storage::RankInLine(snapshot, line, PlaceOf(record)));
    ASSIGN_OR_RETURN(const int64_t length, storage::LengthOfLine(snapshot, line));
    standing.rank += rank;
    standing.length += length;
  }
  return standing;
}

const rows::v1::Attempt* CurrentAttempt(const RecordRow& record) {
  return record.attempts().empty() ? nullptr : &record.attempts(record.attempts_size() - 1);
}

const rows::v1::Attempt* FindAttempt(const RecordRow& record, uint32_t number) {
  for (const rows::v1::Attempt& attempt : record.attempts()) {
    if (attempt.number() == number) return &attempt;
  }
  return nullptr;
}

rows::v1::Attempt* MutableAttempt(RecordRow& record, uint32_t number) {
  for (auto& attempt : *record.mutable_attempts()) {
    if (attempt.number() == number) return &attempt;
  }
  return nullptr;
}

bool WasPrintedBefore(const rows::v1::Attempt& attempt) {
  return !attempt.outcome().empty() && attempt.station_id().empty() && attempt.lot().empty();
}

absl::Status RecordTable::Insert(const RecordRow& record, const rows::v1::Personal& personal,
                                 absl::Time now) {
  ASSIGN_OR_RETURN(const auto found, txn_.Get(RecordKey(record.record_id())));
  if (found.has_value()) return absl::AlreadyExistsError("records: a record with this id exists");
  storage::PutRow(txn_, RecordKey(record.record_id()), record);
  storage::PutRow(txn_, PersonalKey(record.record_id()), personal);
  RETURN_IF_ERROR(LinkRecord(txn_, record.person_id(), record.record_id()));
  RETURN_IF_ERROR(PutInLine(txn_, heads_, record));
  MoveDue(txn_, std::nullopt, record);
  return AddFlow(txn_, nullptr, record, now);
}

absl::Status RecordTable::Put(const RecordRow& before, const RecordRow& after, absl::Time now) {
  RETURN_IF_ERROR(MoveInLine(txn_, heads_, before, after));
  MoveDue(txn_, WakeTimeOf(before), after);
  storage::PutRow(txn_, RecordKey(after.record_id()), after);
  return AddFlow(txn_, &before, after, now);
}

absl::StatusOr<Step> Advance(RecordRow& record, Event event, std::string_view reason) {
  ASSIGN_OR_RETURN(const Move move, Advance(record.record_id(), record.state(), event));
  Step step{move, {}};
  step.change.set_record_id(record.record_id());
  step.change.set_event(std::string(NameOf(event)));
  step.change.set_from_state(static_cast<uint32_t>(record.state()));
  step.change.set_to_state(static_cast<uint32_t>(move.to));
  step.change.set_reason(std::string(reason));
  if (const rows::v1::Attempt* attempt = CurrentAttempt(record)) {
    step.change.set_attempt(attempt->number());
    step.change.set_station_id(attempt->station_id());
  }
  record.set_state(move.to);
  if (move.to != RECORD_STATE_HELD) record.clear_hold();
  return step;
}

void Remember(RecordRow& record, std::string_view office, std::string_view lot, storage::LogPosition at) {
  *record.add_history() = access::HistoryRefOf(office, lot, at);
  const int surplus = record.history_size() - kHistoryMax;
  if (surplus > 0) record.mutable_history()->DeleteSubrange(0, surplus);
}

}  // namespace blangko::records
