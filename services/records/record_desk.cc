#include "services/records/record_desk.h"

#include <algorithm>

#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/records/gate.h"

namespace blangko::records {
namespace {

rows::v1::RecordChange ChangeOf(const RecordRow& record, std::string_view event, std::string_view reason) {
  rows::v1::RecordChange change;
  change.set_record_id(record.record_id());
  change.set_event(std::string(event));
  change.set_from_state(static_cast<uint32_t>(record.state()));
  change.set_to_state(static_cast<uint32_t>(record.state()));
  change.set_reason(std::string(reason));
  if (const rows::v1::Attempt* attempt = CurrentAttempt(record)) change.set_attempt(attempt->number());
  return change;
}

bool MayClose(State state) {
  return state == rows::v1::RECORD_STATE_READY || state == rows::v1::RECORD_STATE_GRANTED;
}

}  // namespace

absl::Status RecordDesk::Log(RecordRow& record, std::string_view stream, const rows::v1::RecordChange& change,
                             std::string_view detail) {
  rows::v1::LogEntry entry = access::EntryOf(act_, "", "");
  entry.set_detail(std::string(detail));
  *entry.mutable_record() = change;
  ASSIGN_OR_RETURN(const storage::LogPosition at, access::AppendEvent(txn_, act_, stream, entry));
  Remember(record, stream, "", at);
  return absl::OkStatus();
}

absl::StatusOr<RecordRow> RecordDesk::Take(const RecordRow& before, RecordRow after, Event event,
                                           const Remark& remark) {
  ASSIGN_OR_RETURN(Step step, Advance(after, event, remark.reason));
  step.change.set_other_record(remark.other_record);
  if (step.move.blank == BlankMove::kReservedToAvailable) {
    RETURN_IF_ERROR(ports_.grants.ReturnBlank(txn_, act_, after, step.change));
  } else {
    RETURN_IF_ERROR(Log(after, before.site(), step.change, remark.detail));
  }
  RETURN_IF_ERROR(RecordTable(txn_, ports_.heads).Put(before, after, act_.now));
  return after;
}

absl::StatusOr<RecordRow> RecordDesk::Note(const RecordRow& before, RecordRow after, std::string_view event,
                                           const Remark& remark) {
  rows::v1::RecordChange change = ChangeOf(before, event, remark.reason);
  if (before.state() == rows::v1::RECORD_STATE_GRANTED && after.state() == rows::v1::RECORD_STATE_READY) {
    change.set_to_state(static_cast<uint32_t>(after.state()));
    RETURN_IF_ERROR(ports_.grants.ReturnBlank(txn_, act_, after, change));
  } else {
    RETURN_IF_ERROR(Log(after, before.site(), change, remark.detail));
  }
  RETURN_IF_ERROR(RecordTable(txn_, ports_.heads).Put(before, after, act_.now));
  return after;
}

absl::StatusOr<RecordRow> RecordDesk::TurnGate(const RecordRow& before, RecordRow after,
                                               std::string_view event) {
  const bool open = GateOpen(after, act_.now);
  if (after.state() == rows::v1::RECORD_STATE_NOT_READY && open) {
    const bool first_time = after.ready_micros() == 0;
    if (first_time) after.set_ready_micros(OpenedMicros(after, act_.now));
    if (first_time) RETURN_IF_ERROR(Place(after));  // the key may be the ready time
    return Take(before, after, Event::kGateOpens, {.reason = std::string(event), .detail = ""});
  }
  if (MayClose(after.state()) && !open) {
    return Take(before, after, Event::kGateCloses, {.reason = std::string(event), .detail = ""});
  }
  return Note(before, after, event, {});
}

absl::StatusOr<RecordRow> RecordDesk::Add(RecordRow record, const rows::v1::Personal& personal,
                                          const Remark& remark) {
  rows::v1::RecordChange change = ChangeOf(record, "CREATED", remark.reason);
  change.set_from_state(static_cast<uint32_t>(rows::v1::RECORD_STATE_UNSPECIFIED));
  change.set_other_record(remark.other_record);
  RETURN_IF_ERROR(Log(record, record.site(), change, remark.detail));
  RETURN_IF_ERROR(RecordTable(txn_, ports_.heads).Insert(record, personal, act_.now));
  return record;
}

absl::Status RecordDesk::Place(RecordRow& record) {
  ASSIGN_OR_RETURN(const Placement placement, ports_.placement.Place(txn_, record, act_.now));
  record.set_class_id(placement.class_id);
  record.set_generation(placement.generation);
  record.set_key_micros(absl::ToUnixMicros(placement.key));
  return absl::OkStatus();
}

}  // namespace blangko::records
