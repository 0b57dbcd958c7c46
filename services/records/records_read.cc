#include <optional>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/access/offices.h"
#include "services/access/store_identity.h"
#include "services/incidents/incident_view.h"
#include "services/records/identity.h"
#include "services/records/nik.h"
#include "services/records/person_table.h"
#include "services/records/record_view.h"
#include "services/records/records.h"
#include "services/refusal/refusal.h"

namespace blangko::records {
namespace {

// The newest record of the person with that NIK. The NIK is never repeated in the refusal.
absl::StatusOr<RecordRow> NewestOfPerson(storage::Snapshot& snapshot, std::string_view nik) {
  if (const auto problem = CheckNik(nik)) return BadField("nik", problem->got, problem->want);
  ASSIGN_OR_RETURN(const rows::v1::MetaRow meta, access::ReadIdentity(snapshot));
  ASSIGN_OR_RETURN(const rows::v1::Person person, FindPerson(snapshot, PersonIdOf(meta.hash_key(), nik)));
  if (person.record_ids().empty()) return Refuse(Reason::kUnknownRecord, {{"record", MaskNik(nik)}});
  return GetRecord(snapshot, person.record_ids(person.record_ids_size() - 1));
}

absl::StatusOr<RecordRow> FindAsked(storage::Snapshot& snapshot, const access::Act& act,
                                    const v1::GetRecordRequest& request) {
  const bool by_nik = request.record_id().empty();
  ASSIGN_OR_RETURN(RecordRow record, by_nik ? NewestOfPerson(snapshot, request.nik())
                                            : GetRecord(snapshot, request.record_id()));
  RETURN_IF_ERROR(access::CheckScope(act.actor, record.site()));
  return record;
}

absl::StatusOr<v1::GetRecordResponse> ReplyOf(storage::Snapshot& snapshot, const RecordRow& record,
                                              bool with_personal) {
  v1::GetRecordResponse response;
  ASSIGN_OR_RETURN(*response.mutable_record(), FullView(snapshot, record));
  ASSIGN_OR_RETURN(const rows::v1::Personal personal, GetPersonal(snapshot, record));
  response.mutable_record()->set_masked_nik(MaskNik(personal.nik()));
  ASSIGN_OR_RETURN(const auto about, incidents::IncidentsAbout(snapshot, record.record_id()));
  for (const incidents::IncidentRow& incident : about) {
    *response.add_incidents() = incidents::ToApi(incident);
  }
  if (with_personal) *response.mutable_personal() = ViewOfPersonal(personal);
  return response;
}

}  // namespace

absl::StatusOr<v1::GetRecordResponse> Records::Get(const access::Act& act,
                                                   const v1::GetRecordRequest& request) {
  if (request.record_id().empty() == request.nik().empty()) {
    return BadField("record_id", request.record_id(), "either a record_id or a nik");
  }
  if (request.with_personal()) return GetWithPersonal(act, request);
  return storage::ViewFor<v1::GetRecordResponse>(
      store_, [&](storage::Snapshot& snapshot) -> absl::StatusOr<v1::GetRecordResponse> {
        ASSIGN_OR_RETURN(const RecordRow record, FindAsked(snapshot, act, request));
        return ReplyOf(snapshot, record, false);
      });
}

absl::StatusOr<v1::GetRecordResponse> Records::GetWithPersonal(const access::Act& act,
                                                               const v1::GetRecordRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  using Reply = v1::GetRecordResponse;
  return storage::UpdateFor<Reply>(
      store_, "records.get_personal", [&](storage::Txn& txn) -> absl::StatusOr<Reply> {
        ASSIGN_OR_RETURN(const RecordRow record, FindAsked(txn, act, request));
        const auto entry = access::EntryOf(act, absl::StrCat("record:", record.record_id()), "PERSONAL_READ");
        RETURN_IF_ERROR(access::AppendEvent(txn, act, record.site(), entry).status());
        return ReplyOf(txn, record, true);
      });
}

absl::StatusOr<v1::GetRankResponse> Records::Rank(const access::Act& act, const v1::GetRankRequest& request) {
  using Reply = v1::GetRankResponse;
  return storage::ViewFor<Reply>(store_, [&](storage::Snapshot& snapshot) -> absl::StatusOr<Reply> {
    ASSIGN_OR_RETURN(const RecordRow record, GetRecord(snapshot, request.record_id()));
    RETURN_IF_ERROR(access::CheckScope(act.actor, record.site()));
    if (record.state() != rows::v1::RECORD_STATE_READY) {
      return Refuse(Reason::kNotInLine,
                    {{"record", record.record_id()}, {"state", std::string(NameOf(record.state()))}});
    }
    Reply reply;
    ASSIGN_OR_RETURN(const Standing standing, StandingOf(snapshot, record));
    reply.set_rank(standing.rank);
    reply.set_line_length(standing.length);
    reply.set_site(record.site());
    reply.set_class_id(record.class_id());
    return reply;
  });
}

}  // namespace blangko::records
