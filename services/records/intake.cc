#include "services/records/intake.h"

#include <google/protobuf/util/message_differencer.h>

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "blangko/records/v1/records.pb.h"
#include "services/access/offices.h"
#include "services/records/gate.h"
#include "services/records/hold.h"
#include "services/records/hold_reason.h"
#include "services/records/identity.h"
#include "services/records/nik.h"
#include "services/records/person_table.h"
#include "services/records/record_keys.h"
#include "services/refusal/refusal.h"
#include "storage/row_codec.h"

namespace blangko::records {
namespace {

using google::protobuf::util::MessageDifferencer;
using rows::v1::RecordState;
using rows::v1::UpstreamStatus;

constexpr char kCardExists[] = "card exists";  // note of the hold

int64_t GateMicrosOf(const Incoming& incoming, const rows::v1::Personal& personal, absl::Time now) {
  if (WasMarried(personal.marital_status())) return 0;
  const absl::Time birthday = SeventeenthBirthday(incoming.birth, incoming.zone);
  return birthday > now ? absl::ToUnixMicros(birthday) : 0;
}

void AddLadderStep(RecordRow& record, const Incoming& incoming, absl::Time now) {
  absl::Time since = incoming.status_time.value_or(now);
  const bool first_rung = incoming.upstream == rows::v1::UPSTREAM_STATUS_BIO_CAPTURED;
  if (!incoming.status_time.has_value() && first_rung) since = incoming.recorded;
  rows::v1::LadderStep& step = *record.add_ladder();
  step.set_status(incoming.upstream);
  step.set_since_micros(absl::ToUnixMicros(since));
  record.set_upstream(incoming.upstream);
}

// A row without a time of its status may come from an old list: such a row never takes a record back to one of the
// first rungs, but a failure or a duplicate found at the centre counts.
bool IsNewStatus(const RecordRow& record, const Incoming& incoming) {
  if (incoming.upstream == record.upstream()) return false;
  if (incoming.status_time.has_value() && !record.ladder().empty()) {
    return absl::ToUnixMicros(*incoming.status_time) > record.ladder(record.ladder_size() - 1).since_micros();
  }
  return incoming.upstream > rows::v1::UPSTREAM_STATUS_RECEIVED_AT_CENTRAL ||
         incoming.upstream > record.upstream();
}

// Whether what upstream says still matters: before printing everything, while a station may print only a step back
// (a later rung is the echo of our own printing), afterwards nothing.
bool StatusMatters(const RecordRow& record, UpstreamStatus status) {
  if (!IsOpen(record.state())) return false;
  if (!CardMayExist(record.state())) return true;
  return status < rows::v1::UPSTREAM_STATUS_PRINT_READY_RECORD;
}

rows::v1::Hold HoldOf(std::string_view reason, std::string_view note, const access::Act& act) {
  rows::v1::Hold hold;
  hold.set_reason(std::string(reason));
  hold.set_note(std::string(note));
  hold.set_by(act.actor.identity);
  hold.set_since_micros(absl::ToUnixMicros(act.now));
  return hold;
}

bool IsFirstIssuance(const RecordRow& record) {
  return record.request_type() == static_cast<uint32_t>(v1::REQUEST_TYPE_FIRST_ISSUANCE);
}

Remark RemarkOf(const RecordRow& record, const Incoming& incoming) {
  if (!record.has_hold()) return {incoming.reason, ""};
  return {record.hold().reason(), incoming.reason, record.hold().other_record()};
}

// What the NIK says otherwise, where that matters: not for a card that the centre has made already.
std::string NikDiffers(const Incoming& incoming) {
  const bool ignore = incoming.nik_may_differ || CardMadeUpstream(incoming.upstream);
  if (ignore || Planted("nik-mismatch-let-in")) return "";
  return DiffersFromNik(incoming.personal.nik(), incoming.birth, incoming.personal.sex());
}

void AddNote(const std::string& note, RecordRow& record) {
  const std::string& known = record.hold().note();
  record.mutable_hold()->set_note(absl::StrCat(known, known.empty() ? "" : "; ", note));
}

// Held because the NIK says otherwise, and with what the row brings it no longer does.
bool AgreesNow(const RecordRow& record, const Incoming& incoming) {
  return record.state() == RecordState::RECORD_STATE_HELD && record.hold().reason() == kHoldNikMismatch &&
         DiffersFromNik(incoming.personal.nik(), incoming.birth, incoming.personal.sex()).empty();
}

// Fields of the personal data that the row brings replace the old ones; what it leaves out stays.
rows::v1::Personal Merged(rows::v1::Personal old, const rows::v1::Personal& brought) {
  old.MergeFrom(brought);
  return old;
}

}  // namespace

bool WasMarried(std::string_view marital_status) {
  const std::string text = absl::AsciiStrToUpper(absl::StripAsciiWhitespace(ToAbsl(marital_status)));
  return absl::StartsWith(text, "KAWIN") || absl::StartsWith(text, "CERAI") ||
         absl::StartsWith(text, "MENIKAH");
}

std::string Intake::HashIdOf(const Incoming& incoming) const {
  return RecordIdOf(hash_key_, incoming.personal.nik(), incoming.request_type, incoming.number_or_date);
}

absl::StatusOr<Taken> Intake::Take(const Incoming& incoming) {
  const std::string person_id = PersonIdOf(hash_key_, incoming.personal.nik());
  ASSIGN_OR_RETURN(const std::optional<RecordRow> existing, FindExisting(incoming));
  if (!existing.has_value()) return Add(incoming, person_id);
  if (existing->person_id() != person_id) {
    return Refuse(Reason::kDuplicateRecord, {{"record", existing->record_id()}});
  }
  RETURN_IF_ERROR(access::CheckScope(desk_.act().actor, existing->site()));
  if (Planted("import-row-applied-twice")) {
    Incoming twice = incoming;
    twice.source_id = existing->record_id() + "-again";
    return Add(twice, person_id);
  }
  return Update(incoming, *existing);
}

absl::StatusOr<std::optional<RecordRow>> Intake::FindExisting(const Incoming& incoming) {
  if (!incoming.source_id.empty()) {
    ASSIGN_OR_RETURN(auto found, FindRecord(desk_.txn(), incoming.source_id));
    if (found.has_value()) return found;
  }
  ASSIGN_OR_RETURN(auto hashed, FindRecord(desk_.txn(), HashIdOf(incoming)));
  // A record that has its source's id already is another request, even if number and date are the same.
  const bool other = hashed.has_value() && !incoming.source_id.empty() && !hashed->source_id().empty();
  if (other) hashed.reset();
  return hashed;
}

absl::StatusOr<Taken> Intake::Add(const Incoming& incoming, const std::string& person_id) {
  ASSIGN_OR_RETURN(RecordRow record, NewRecord(incoming, person_id));
  ASSIGN_OR_RETURN(rows::v1::Person person, FindPerson(desk_.txn(), person_id));
  RETURN_IF_ERROR(SetFirstState(incoming, record, person));
  if (CardMadeUpstream(incoming.upstream) && !person.has_card()) {
    person.set_has_card(true);
    PutPerson(desk_.txn(), person);
  }
  ASSIGN_OR_RETURN(record, desk_.Add(record, incoming.personal, RemarkOf(record, incoming)));
  return Taken{Effect::kAdded, std::move(record)};
}

absl::StatusOr<RecordRow> Intake::NewRecord(const Incoming& incoming, const std::string& person_id) {
  const absl::Time now = desk_.act().now;
  ASSIGN_OR_RETURN(const std::string site, access::SiteOfArea(desk_.txn(), incoming.area));
  RETURN_IF_ERROR(access::CheckScope(desk_.act().actor, site));
  RecordRow record;
  record.set_record_id(incoming.source_id.empty() ? HashIdOf(incoming) : incoming.source_id);
  record.set_source_id(incoming.source_id);
  record.set_person_id(person_id);
  record.set_office(incoming.office);
  record.set_area(incoming.area);
  record.set_site(site);
  record.set_request_type(incoming.request_type);
  record.set_recorded_micros(absl::ToUnixMicros(incoming.recorded));
  if (incoming.applied.has_value()) record.set_applied_micros(absl::ToUnixMicros(*incoming.applied));
  record.set_gate_micros(GateMicrosOf(incoming, incoming.personal, now));
  record.set_suket_number(incoming.suket_number);
  if (incoming.suket_until.has_value())
    record.set_suket_until_micros(absl::ToUnixMicros(*incoming.suket_until));
  record.set_import_id(incoming.import_id);
  AddLadderStep(record, incoming, now);
  if (!incoming.replaces.empty()) {
    ASSIGN_OR_RETURN(const RecordRow replaced, GetRecord(desk_.txn(), incoming.replaces));
    record.set_replaces(replaced.record_id());
  }
  return record;
}

absl::Status Intake::SetFirstState(const Incoming& incoming, RecordRow& record,
                                   const rows::v1::Person& person) {
  const absl::Time now = desk_.act().now;
  const bool open = GateOpen(record, now);
  record.set_state(open ? RecordState::RECORD_STATE_READY : RecordState::RECORD_STATE_NOT_READY);
  if (open) record.set_ready_micros(OpenedMicros(record, now));
  RETURN_IF_ERROR(SetFirstHold(incoming, record, person));
  if (record.has_hold()) record.set_state(RecordState::RECORD_STATE_HELD);
  return desk_.Place(record);
}

// The strongest reason holds; a NIK that differs is named beside a duplicate request, so that one look sees both.
absl::Status Intake::SetFirstHold(const Incoming& incoming, RecordRow& record,
                                  const rows::v1::Person& person) {
  ASSIGN_OR_RETURN(const auto watch, FindWatch(desk_.txn(), person.person_id()));
  ASSIGN_OR_RETURN(const auto card, CardRecordOf(desk_.txn(), person));
  ASSIGN_OR_RETURN(const auto other, OpenRecordOf(desk_.txn(), person, record.record_id()));
  const bool has_card = person.has_card() || card.has_value();
  record.set_first_card(IsFirstIssuance(record) && !has_card);
  const std::string differs = person.nik_checked_by().empty() ? NikDiffers(incoming) : "";
  if (watch.has_value()) {
    *record.mutable_hold() = HoldOf(watch->kind(), "", desk_.act());
  } else if (other.has_value() || (IsFirstIssuance(record) && has_card)) {
    *record.mutable_hold() = HoldOf(kHoldDuplicate, other.has_value() ? "" : kCardExists, desk_.act());
    record.mutable_hold()->set_other_record(other.has_value() ? *other : card.value_or(""));
  } else if (!differs.empty()) {
    *record.mutable_hold() = HoldOf(kHoldNikMismatch, differs, desk_.act());
    return absl::OkStatus();
  }
  if (record.has_hold() && !differs.empty()) AddNote(absl::StrCat(kHoldNikMismatch, ": ", differs), record);
  return absl::OkStatus();
}

absl::StatusOr<bool> Intake::UpdatePersonal(const Incoming& incoming, RecordRow& record) {
  if (CardMayExist(record.state()) || !IsOpen(record.state())) return false;  // the card shows what it shows
  const std::string key = PersonalKey(record.record_id());
  ASSIGN_OR_RETURN(const auto found, storage::GetRow<rows::v1::Personal>(desk_.txn(), key));
  const rows::v1::Personal old = found.value_or(rows::v1::Personal());
  const rows::v1::Personal merged = Merged(old, incoming.personal);
  const bool changed = !MessageDifferencer::Equals(old, merged);
  if (changed) storage::PutRow(desk_.txn(), key, merged);
  const absl::Time now = desk_.act().now;
  const int64_t gate = record.gate_micros() > absl::ToUnixMicros(now) ? record.gate_micros() : 0;
  const int64_t wanted = GateMicrosOf(incoming, merged, now);
  if (wanted != gate) record.set_gate_micros(wanted);
  return changed || wanted != gate;
}

absl::StatusOr<Taken> Intake::Update(const Incoming& incoming, const RecordRow& before) {
  RecordRow after = before;
  std::string_view event;
  ASSIGN_OR_RETURN(const bool personal_changed, UpdatePersonal(incoming, after));
  if (personal_changed) event = "DATA_UPDATED";
  if (!incoming.source_id.empty() && before.source_id().empty()) {
    PutAlias(desk_.txn(), incoming.source_id, before.record_id());
    after.set_source_id(incoming.source_id);
    event = "ALIAS_ADDED";
  }
  if (IsNewStatus(before, incoming) && StatusMatters(before, incoming.upstream)) {
    AddLadderStep(after, incoming, desk_.act().now);
    event = "UPSTREAM";
  }
  if (event.empty()) return Taken{Effect::kUnchanged, before};
  if (personal_changed && AgreesNow(before, incoming)) {
    ASSIGN_OR_RETURN(after, ReleaseChanged(desk_, before, after, "the list brought data that agree"));
    return Taken{Effect::kUpdated, std::move(after)};
  }
  ASSIGN_OR_RETURN(after, desk_.TurnGate(before, after, event));
  return Taken{Effect::kUpdated, std::move(after)};
}

}  // namespace blangko::records
