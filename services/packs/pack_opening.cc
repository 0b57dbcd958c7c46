// The seal of a pack is broken, and chips that were read are compared with the sender's list, of Packs.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/access/once.h"
#include "services/incidents/incident_table.h"
#include "services/packs/checked_uid.h"
#include "services/packs/pack_table.h"
#include "services/packs/packs.h"
#include "services/packs/validate_packs.h"

namespace blangko::packs {
namespace {

using access::Act;
using storage::Txn;

absl::Status OpenIncident(Txn& txn, const Act& act, const PackRow& pack, const v1::CheckedUid& checked) {
  incidents::IncidentRow incident;
  incident.set_kind(incidents::v1::INCIDENT_KIND_UID_NOT_OF_LOT);
  incident.set_office(pack.office());
  incident.set_blank_uid(checked.uid());
  incident.set_known(checked.listed_lot());
  incident.set_said(absl::StrCat(pack.lot(), " (", pack.pack_id(), ")"));
  return incidents::OpenIncident(txn, act, std::move(incident));
}

absl::Status Note(Txn& txn, const Act& act, const PackRow& pack) {
  rows::v1::LogEntry entry = access::EntryOf(act, absl::StrCat("pack:", pack.pack_id()), "OPEN_PACK");
  entry.set_detail(
      absl::StrCat("lot ", pack.lot(), ": ", pack.sampled(), " chips read, ", pack.wrong(), " wrong"));
  return access::AppendEvent(txn, act, pack.office(), entry).status();
}

absl::StatusOr<v1::OpenPackResponse> OpenIn(Txn& txn, const Act& act, const v1::OpenPackRequest& request,
                                            const std::vector<std::string>& uids) {
  ASSIGN_OR_RETURN(const PackRow before, FindSeen(txn, act.actor, request.pack_id()));
  RETURN_IF_ERROR(access::CheckScope(act.actor, before.office()));
  RETURN_IF_ERROR(CheckSealed(before));
  PackRow after = before;
  Move(act, v1::Pack::STATE_OPENED, after);
  after.set_sampled(static_cast<uint32_t>(uids.size()));
  v1::OpenPackResponse response;
  for (const std::string& uid : uids) {
    ASSIGN_OR_RETURN(const v1::CheckedUid checked, CheckUid(txn, uid, after.lot(), ""));
    if (!IsWrong(checked)) continue;
    *response.add_wrong() = checked;
    if (!Planted("wrong-chip-of-a-pack-passed")) RETURN_IF_ERROR(OpenIncident(txn, act, after, checked));
  }
  after.set_wrong(static_cast<uint32_t>(response.wrong_size()));
  RETURN_IF_ERROR(PutPack(txn, before, after));
  RETURN_IF_ERROR(Note(txn, act, after));
  *response.mutable_pack() = ToApi(after);
  return response;
}

}  // namespace

absl::StatusOr<v1::OpenPackResponse> Packs::Open(const Act& act, const v1::OpenPackRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateOpenPack(request));
  ASSIGN_OR_RETURN(const std::vector<std::string> uids, UidsOf(request.uids()));
  return access::Change<v1::OpenPackResponse>(store_, act, "packs.open_pack",
                                              [&](Txn& txn) { return OpenIn(txn, act, request, uids); });
}

}  // namespace blangko::packs
