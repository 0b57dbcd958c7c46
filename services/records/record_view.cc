#include "services/records/record_view.h"

#include <string>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "blangko/rows/v1/log.pb.h"
#include "blangko/scheduler/v1/scheduler.pb.h"
#include "services/records/record_table.h"
#include "storage/layers/ledger_log.h"

namespace blangko::records {
namespace {

v1::RecordState ApiState(uint64_t state) { return static_cast<v1::RecordState>(state); }
v1::UpstreamStatus ApiStatus(rows::v1::UpstreamStatus status) {
  return static_cast<v1::UpstreamStatus>(status);
}

v1::Hold ViewOfHold(const rows::v1::Hold& hold) {
  v1::Hold view;
  view.set_reason(hold.reason());
  view.set_note(hold.note());
  view.set_by(hold.by());
  view.set_other_record(hold.other_record());
  if (hold.since_micros() != 0) *view.mutable_since() = TimestampOf(hold.since_micros());
  if (hold.until_micros() != 0) *view.mutable_until() = TimestampOf(hold.until_micros());
  return view;
}

v1::Attempt ViewOfAttempt(const rows::v1::Attempt& attempt) {
  v1::Attempt view;
  view.set_number(attempt.number());
  view.set_station_id(attempt.station_id());
  view.set_printer_id(attempt.printer_id());
  view.set_lot(attempt.lot());
  view.set_outcome(attempt.outcome());
  view.set_evidence(attempt.evidence());
  view.set_reason(attempt.reason());
  view.set_policy_version(attempt.policy_version());
  view.set_looked_by(attempt.looked_by());
  view.set_blank_uid(attempt.blank_uid());
  view.set_envelope(attempt.envelope());
  if (attempt.granted_micros() != 0) *view.mutable_granted_time() = TimestampOf(attempt.granted_micros());
  if (attempt.started_micros() != 0) *view.mutable_started_time() = TimestampOf(attempt.started_micros());
  if (attempt.outcome_micros() != 0) *view.mutable_outcome_time() = TimestampOf(attempt.outcome_micros());
  return view;
}

// ACCOUNT_SPOILED_HELD -> "spoiled_held"
std::string NameOfAccount(rows::v1::Account account) {
  constexpr size_t kPrefix = sizeof("ACCOUNT_") - 1;
  return absl::AsciiStrToLower(rows::v1::Account_Name(account).substr(kPrefix));
}

std::string MovementText(const rows::v1::LogEntry& entry) {
  std::string text;
  for (const auto& movement : entry.movements()) {
    absl::StrAppend(&text, text.empty() ? "" : ", ", NameOfAccount(movement.from()), " -> ",
                    NameOfAccount(movement.to()));
  }
  return text;
}

v1::HistoryEntry ViewOfEntry(const rows::v1::LogEntry& entry) {
  v1::HistoryEntry view;
  *view.mutable_time() = TimestampOf(entry.time_micros());
  view.set_event(entry.record().event());
  view.set_from_state(ApiState(entry.record().from_state()));
  view.set_to_state(ApiState(entry.record().to_state()));
  view.set_actor(entry.actor());
  view.set_reason(entry.record().reason());
  view.set_attempt(entry.record().attempt());
  view.set_blank_movement(MovementText(entry));
  view.set_detail(entry.detail());
  view.set_other_record(entry.record().other_record());
  view.set_second_actor(entry.second_actor());
  view.set_second_off_site(entry.second_off_site());
  if (entry.proposal() != 0) view.set_proposal_id(absl::StrCat(entry.proposal()));
  view.set_envelope(entry.record().envelope());
  return view;
}

absl::StatusOr<rows::v1::LogEntry> ReadEntry(storage::Snapshot& snapshot, const rows::v1::HistoryRef& ref) {
  const storage::LogPosition at{ref.seq(), absl::FromUnixMicros(ref.time_micros())};
  ASSIGN_OR_RETURN(const auto found, storage::ReadLog(snapshot, {ref.office(), ref.lot()}, at));
  rows::v1::LogEntry entry;
  if (!found.has_value() || !entry.ParseFromString(found->entry)) {
    return absl::DataLossError(absl::StrCat("log of ", ref.office(), ": entry ", ref.seq(), " is missing"));
  }
  return entry;
}

void SetPresent(int64_t day, v1::Record& view) {
  if (day == 0) return;
  const absl::CivilDay date = absl::CivilDay(1970, 1, 1) + day;
  view.mutable_present_date()->set_year(static_cast<int32_t>(date.year()));
  view.mutable_present_date()->set_month(date.month());
  view.mutable_present_date()->set_day(date.day());
}

// Without the prefix of the enum; empty for the ordinary one.
std::string LaneName(uint32_t lane) {
  constexpr std::string_view kPrefix = "LANE_";
  const auto value = static_cast<scheduler::v1::Lane>(lane);
  const bool ordinary = value == scheduler::v1::LANE_UNSPECIFIED || value == scheduler::v1::LANE_ORDINARY;
  return ordinary ? "" : scheduler::v1::Lane_Name(value).substr(kPrefix.size());
}

void FillTimes(const rows::v1::Record& record, v1::Record& view) {
  if (record.recorded_micros() != 0) *view.mutable_recorded_time() = TimestampOf(record.recorded_micros());
  if (record.ready_micros() != 0) *view.mutable_ready_time() = TimestampOf(record.ready_micros());
  if (record.applied_micros() != 0) *view.mutable_applied_time() = TimestampOf(record.applied_micros());
  *view.mutable_key_time() = TimestampOf(record.key_micros());
  for (const auto& step : record.ladder()) {
    v1::LadderStep& added = *view.add_ladder();
    added.set_status(ApiStatus(step.status()));
    *added.mutable_since() = TimestampOf(step.since_micros());
  }
}

}  // namespace

google::protobuf::Timestamp TimestampOf(int64_t micros) {
  constexpr int64_t kMicros = 1'000'000;
  google::protobuf::Timestamp time;
  int64_t seconds = micros / kMicros;
  int64_t rest = micros % kMicros;
  if (rest < 0) {
    rest += kMicros;
    --seconds;
  }
  time.set_seconds(seconds);
  time.set_nanos(static_cast<int32_t>(rest * 1000));
  return time;
}

v1::Record BasicView(const rows::v1::Record& record) {
  v1::Record view;
  view.set_record_id(record.record_id());
  view.set_office(record.office());
  view.set_area(record.area());
  view.set_site(record.site());
  view.set_request_type(static_cast<v1::RequestType>(record.request_type()));
  view.set_state(ApiState(static_cast<uint64_t>(record.state())));
  view.set_upstream(ApiStatus(record.upstream()));
  view.set_class_id(record.class_id());
  view.set_spoil_count(record.spoil_count());
  view.set_replaces(record.replaces());
  view.set_stop_request(record.stop_request());
  view.set_stop_reason(record.stop_reason());
  view.set_requested_site(record.stop_move().site());
  if (record.has_stop_hold()) *view.mutable_requested_hold() = ViewOfHold(record.stop_hold());
  view.set_suket_number(record.suket_number());
  view.set_lane(LaneName(record.lane()));
  SetPresent(record.present_day(), view);
  if (!record.attempts().empty()) view.set_attempt(record.attempts(record.attempts_size() - 1).number());
  if (record.has_hold()) *view.mutable_hold() = ViewOfHold(record.hold());
  FillTimes(record, view);
  return view;
}

absl::StatusOr<v1::Record> FullView(storage::Snapshot& snapshot, const rows::v1::Record& record) {
  v1::Record view = BasicView(record);
  for (const auto& attempt : record.attempts()) *view.add_attempts() = ViewOfAttempt(attempt);
  for (const auto& ref : record.history()) {
    ASSIGN_OR_RETURN(const rows::v1::LogEntry entry, ReadEntry(snapshot, ref));
    *view.add_history() = ViewOfEntry(entry);
  }
  return view;
}

v1::Record ViewOfLine(const storage::LineId& line, const storage::LinePlace& place,
                      const rows::v1::LineEntry& entry) {
  v1::Record view;
  view.set_record_id(place.record_id);
  view.set_office(entry.office());
  view.set_area(entry.area());
  view.set_site(line.site);
  view.set_request_type(static_cast<v1::RequestType>(entry.request_type()));
  view.set_state(ApiState(line.state));
  view.set_upstream(ApiStatus(entry.upstream()));
  view.set_class_id(ClassOfLine(line));
  SetPresent(entry.present_day(), view);
  *view.mutable_recorded_time() = TimestampOf(entry.recorded_micros());
  *view.mutable_key_time() = TimestampOf(absl::ToUnixMicros(place.key));
  const int64_t ready = absl::ToUnixMicros(place.ready);
  if (ready != 0) *view.mutable_ready_time() = TimestampOf(ready);
  if (!entry.hold_reason().empty()) {
    view.mutable_hold()->set_reason(entry.hold_reason());
    view.mutable_hold()->set_other_record(entry.hold_other_record());
  }
  return view;
}

v1::Personal ViewOfPersonal(const rows::v1::Personal& personal) {
  v1::Personal view;
  view.set_nik(personal.nik());
  view.set_name(personal.name());
  view.set_birth_place(personal.birth_place());
  view.set_birth_date(personal.birth_date());
  view.set_sex(personal.sex());
  view.set_address(personal.address());
  view.set_rt_rw(personal.rt_rw());
  view.set_village(personal.village());
  view.set_district(personal.district());
  view.set_religion(personal.religion());
  view.set_marital_status(personal.marital_status());
  view.set_occupation(personal.occupation());
  view.set_blood_type(personal.blood_type());
  view.set_phone(personal.phone());
  view.set_papers_seen(personal.papers_seen());
  return view;
}

v1::Import ViewOfImport(const rows::v1::Import& import) {
  v1::Import view;
  view.set_import_id(import.import_id());
  view.set_kind(static_cast<v1::ImportKind>(import.kind()));
  view.set_office(import.office());
  view.set_profile(import.profile());
  view.set_file_name(import.file_name());
  view.set_row_count(import.rows_done());
  view.set_next_offset(import.offset_done());
  view.set_added_count(import.added());
  view.set_updated_count(import.updated());
  view.set_unchanged_count(import.unchanged());
  view.set_refused_count(import.refused());
  view.set_held_count(import.held());
  view.set_missing_held_count(import.missing_held());
  view.set_done(import.done());
  view.set_actor(import.actor());
  view.set_file_sha256(import.file_sha256());
  *view.mutable_ignored_columns() = import.ignored_columns();
  view.set_refusal_sentence_id(import.refusal_id());
  view.set_refusal_sentence_en(import.refusal_en());
  *view.mutable_start_time() = TimestampOf(import.started_micros());
  if (import.finished_micros() != 0) *view.mutable_end_time() = TimestampOf(import.finished_micros());
  return view;
}

v1::ImportError ViewOfError(const rows::v1::ImportError& error) {
  v1::ImportError view;
  view.set_row(error.row());
  view.set_field(error.field());
  view.set_got(error.got());
  view.set_want(error.want());
  view.set_reason(error.reason());
  view.set_line(error.line());
  return view;
}

v1::ImportHeld ViewOfHeld(const rows::v1::ImportHeld& held) {
  v1::ImportHeld view;
  view.set_row(held.row());
  view.set_record_id(held.record_id());
  view.set_reason(held.reason());
  view.set_other_record(held.other_record());
  view.set_note(held.note());
  view.set_line(held.line());
  return view;
}

}  // namespace blangko::records
