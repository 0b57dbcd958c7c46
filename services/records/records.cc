#include "services/records/records.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/access/offices.h"
#include "services/access/once.h"
#include "services/access/store_identity.h"
#include "services/records/birth_date.h"
#include "services/records/hold.h"
#include "services/records/hold_reason.h"
#include "services/records/intake.h"
#include "services/records/person_table.h"
#include "services/records/record_keys.h"
#include "services/records/record_view.h"
#include "services/records/validate_records.h"
#include "services/refusal/refusal.h"
#include "storage/row_codec.h"

namespace blangko::records {
namespace {

rows::v1::Personal PersonalRow(const v1::CreateRecordRequest& request) {
  const v1::Personal& given = request.personal();
  rows::v1::Personal row;
  row.set_nik(given.nik());
  row.set_name(given.name());
  row.set_birth_place(given.birth_place());
  row.set_birth_date(given.birth_date());
  row.set_sex(given.sex());
  row.set_address(given.address());
  row.set_rt_rw(given.rt_rw());
  row.set_village(given.village());
  row.set_district(given.district());
  row.set_religion(given.religion());
  row.set_marital_status(given.marital_status());
  row.set_occupation(given.occupation());
  row.set_blood_type(given.blood_type());
  row.set_phone(given.phone());
  row.set_papers_seen(request.papers_seen());
  return row;
}

Incoming IncomingOf(const v1::CreateRecordRequest& request, const absl::TimeZone& zone, absl::Time now) {
  Incoming incoming;
  incoming.office = request.office();
  incoming.area = request.area();
  incoming.request_type = static_cast<uint32_t>(request.request_type());
  incoming.upstream = static_cast<rows::v1::UpstreamStatus>(request.upstream());
  if (request.has_applied_time()) incoming.applied = TimeOf(request.applied_time());
  incoming.recorded =
      request.has_recorded_time() ? TimeOf(request.recorded_time()) : incoming.applied.value_or(now);
  const absl::Time dated = incoming.applied.value_or(incoming.recorded);
  incoming.number_or_date = request.request_number().empty() ? FormatBirthDate(absl::ToCivilDay(dated, zone))
                                                             : request.request_number();
  incoming.birth = *ParseBirthDate(request.personal().birth_date());
  incoming.zone = zone;
  incoming.replaces = request.replaces();
  incoming.suket_number = request.suket_number();
  if (request.has_suket_until()) incoming.suket_until = TimeOf(request.suket_until());
  incoming.reason = request.reason();
  incoming.personal = PersonalRow(request);
  return incoming;
}

absl::StatusOr<RecordRow> TakeByHand(RecordDesk& desk, const v1::CreateRecordRequest& request) {
  ASSIGN_OR_RETURN(const rows::v1::Office office, access::GetOffice(desk.txn(), request.office()));
  ASSIGN_OR_RETURN(const rows::v1::MetaRow meta, access::ReadIdentity(desk.txn()));
  Intake intake(desk, meta.hash_key());
  ASSIGN_OR_RETURN(Taken taken, intake.Take(IncomingOf(request, access::TimeZoneOf(office), desk.act().now)));
  if (taken.effect == Effect::kAdded) return std::move(taken.record);
  return Refuse(Reason::kDuplicateRecord, {{"record", taken.record.record_id()}});
}

std::string WhyOf(const v1::ReleaseRecordRequest& request) {
  const char* between = request.reason().empty() || request.note().empty() ? "" : "; ";
  return absl::StrCat(request.reason(), between, request.note());
}

// A person who releases a record held because of a list decides that the list is wrong about this person.
absl::Status EndWatch(RecordDesk& desk, const RecordRow& record) {
  ASSIGN_OR_RETURN(auto watch, FindWatch(desk.txn(), record.person_id()));
  if (!watch.has_value() || watch->kind() != record.hold().reason()) return absl::OkStatus();
  watch->set_released_by(desk.act().actor.identity);
  PutWatch(desk.txn(), record.person_id(), *watch);
  return absl::OkStatus();
}

// A NIK that a person found to be right is not asked about again.
absl::Status EndNikLook(RecordDesk& desk, const RecordRow& record) {
  if (record.hold().reason() != kHoldNikMismatch) return absl::OkStatus();
  ASSIGN_OR_RETURN(rows::v1::Person person, FindPerson(desk.txn(), record.person_id()));
  person.set_nik_checked_by(desk.act().actor.identity);
  PutPerson(desk.txn(), person);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::Record> Records::Change(const access::Act& act, std::string_view method,
                                           std::string_view record_id, Body body) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  return storage::UpdateFor<v1::Record>(store_, method, [&](storage::Txn& txn) {
    const auto effect = [&]() -> absl::StatusOr<v1::Record> {
      ASSIGN_OR_RETURN(const RecordRow before, GetRecord(txn, record_id));
      RETURN_IF_ERROR(access::CheckScope(act.actor, before.site()));
      RecordDesk desk(txn, act, ports_);
      ASSIGN_OR_RETURN(const RecordRow after, body(desk, before));
      return BasicView(after);
    };
    return access::Once<v1::Record>(txn, act, method, effect);
  });
}

absl::StatusOr<v1::CreateRecordResponse> Records::Create(const access::Act& act,
                                                         const v1::CreateRecordRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(access::CheckScope(act.actor, request.office()));
  RETURN_IF_ERROR(ValidateCreate(request, act.now));
  const char* method = "records.create";
  v1::CreateRecordResponse response;
  ASSIGN_OR_RETURN(*response.mutable_record(),
                   storage::UpdateFor<v1::Record>(store_, method, [&](storage::Txn& txn) {
                     const auto effect = [&]() -> absl::StatusOr<v1::Record> {
                       RecordDesk desk(txn, act, ports_);
                       ASSIGN_OR_RETURN(const RecordRow made, TakeByHand(desk, request));
                       return BasicView(made);
                     };
                     return access::Once<v1::Record>(txn, act, method, effect);
                   }));
  return response;
}

absl::StatusOr<v1::HoldRecordResponse> Records::Hold(const access::Act& act,
                                                     const v1::HoldRecordRequest& request) {
  RETURN_IF_ERROR(ValidateHold(request, act.now));
  HoldOrder order{request.reason().empty() ? kHoldPerson : request.reason(), request.note(), 0};
  if (request.has_until()) order.until_micros = absl::ToUnixMicros(TimeOf(request.until()));
  const auto body = [&](RecordDesk& desk, const RecordRow& before) {
    return HoldRecord(desk, before, order);
  };
  v1::HoldRecordResponse response;
  ASSIGN_OR_RETURN(*response.mutable_record(), Change(act, "records.hold", request.record_id(), body));
  return response;
}

absl::StatusOr<v1::ReleaseRecordResponse> Records::Release(const access::Act& act,
                                                           const v1::ReleaseRecordRequest& request) {
  RETURN_IF_ERROR(ValidateRelease(request));
  const auto body = [&](RecordDesk& desk, const RecordRow& before) -> absl::StatusOr<RecordRow> {
    ASSIGN_OR_RETURN(RecordRow after, ReleaseRecord(desk, before, WhyOf(request)));
    RETURN_IF_ERROR(EndWatch(desk, before));
    RETURN_IF_ERROR(EndNikLook(desk, before));
    return after;
  };
  v1::ReleaseRecordResponse response;
  ASSIGN_OR_RETURN(*response.mutable_record(), Change(act, "records.release", request.record_id(), body));
  return response;
}

absl::StatusOr<v1::CancelRecordResponse> Records::Cancel(const access::Act& act,
                                                         const v1::CancelRecordRequest& request) {
  RETURN_IF_ERROR(ValidateCancel(request));
  const auto body = [&](RecordDesk& desk, const RecordRow& before) {
    return CancelRecord(desk, before, request.reason());
  };
  v1::CancelRecordResponse response;
  ASSIGN_OR_RETURN(*response.mutable_record(), Change(act, "records.cancel", request.record_id(), body));
  return response;
}

absl::StatusOr<v1::MoveRecordResponse> Records::Move(const access::Act& act,
                                                     const v1::MoveRecordRequest& request) {
  RETURN_IF_ERROR(ValidateMove(request));
  RETURN_IF_ERROR(access::CheckScope(act.actor, request.site()));
  const auto body = [&](RecordDesk& desk, const RecordRow& before) -> absl::StatusOr<RecordRow> {
    RETURN_IF_ERROR(access::GetOffice(desk.txn(), request.site()).status());
    if (before.site() == request.site()) return BadField("site", request.site(), "another site than its own");
    return MoveRecord(desk, before, request.site(), request.reason());
  };
  v1::MoveRecordResponse response;
  ASSIGN_OR_RETURN(*response.mutable_record(), Change(act, "records.move", request.record_id(), body));
  return response;
}

}  // namespace blangko::records
