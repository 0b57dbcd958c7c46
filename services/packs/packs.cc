#include "services/packs/packs.h"

#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/access/event_log.h"
#include "services/access/offices.h"
#include "services/access/once.h"
#include "services/packs/pack_table.h"
#include "services/packs/validate_packs.h"
#include "services/refusal/refusal.h"
#include "services/stock/stock_table.h"

namespace blangko::packs {
namespace {

using access::Act;
using access::Change;
using storage::Txn;

absl::Status Note(Txn& txn, const Act& act, const std::string& office, std::string_view pack_id,
                  std::string_view event, const std::string& detail) {
  rows::v1::LogEntry entry = access::EntryOf(act, absl::StrCat("pack:", ToAbsl(pack_id)), event);
  entry.set_detail(detail);
  return access::AppendEvent(txn, act, office, entry).status();
}

PackRow NewPack(const Act& act, const v1::LabelledPack& label, const std::string& office,
                const std::string& lot) {
  PackRow pack;
  pack.set_pack_id(label.pack_id());
  pack.set_lot(lot);
  pack.set_count(label.count());
  pack.set_office(office);
  pack.set_registered_micros(absl::ToUnixMicros(act.now));
  Move(act, v1::Pack::STATE_SEALED, pack);
  return pack;
}

// It was registered there before with the same content, or was missing and is there now.
bool IsTheSame(const PackRow& known, const PackRow& wanted) {
  const bool content = known.lot() == wanted.lot() && known.count() == wanted.count();
  const bool lies = IsSealed(known) && known.office() == wanted.office();
  return content && (lies || known.state() == v1::Pack::STATE_MISSING);
}

// A label that nobody has used.
absl::Status PutNew(Txn& txn, const PackRow& pack) {
  ASSIGN_OR_RETURN(const std::optional<PackRow> known, FindPack(txn, pack.pack_id()));
  if (known.has_value()) return Exists(pack.pack_id());
  return PutPack(txn, std::nullopt, pack);
}

absl::StatusOr<PackRow> RegisterOne(Txn& txn, const PackRow& wanted) {
  ASSIGN_OR_RETURN(const std::optional<PackRow> known, FindPack(txn, wanted.pack_id()));
  if (!known.has_value()) {
    RETURN_IF_ERROR(PutPack(txn, std::nullopt, wanted));
    return wanted;
  }
  if (!IsTheSame(*known, wanted)) return Exists(wanted.pack_id());
  if (IsSealed(*known)) return *known;
  PackRow found = *known;
  found.set_office(wanted.office());
  found.set_state(wanted.state());
  found.set_by(wanted.by());
  found.set_since_micros(wanted.since_micros());
  RETURN_IF_ERROR(PutPack(txn, known, found));
  return found;
}

// Sealed packs hold no more than is there of the lot.
absl::Status CheckRoom(Txn& txn, const v1::RegisterPacksRequest& request) {
  ASSIGN_OR_RETURN(const int64_t sealed, SealedBlanks(txn, request.office(), request.lot()));
  ASSIGN_OR_RETURN(const stock::Balances now, stock::ReadBalances(txn, request.office(), request.lot()));
  const int64_t there =
      stock::Get(now, rows::v1::ACCOUNT_AVAILABLE) + stock::Get(now, rows::v1::ACCOUNT_RESERVED);
  if (sealed <= there || Planted("packs-beyond-the-stock")) return absl::OkStatus();
  return DoNotAddUp(request.lot(), sealed, absl::StrCat("<= ", there));
}

absl::StatusOr<v1::RegisterPacksResponse> RegisterIn(Txn& txn, const Act& act,
                                                     const v1::RegisterPacksRequest& request) {
  RETURN_IF_ERROR(access::GetOffice(txn, request.office()).status());
  RETURN_IF_ERROR(stock::GetLot(txn, request.lot()).status());
  v1::RegisterPacksResponse response;
  int64_t blanks = 0;
  for (const v1::LabelledPack& label : request.packs()) {
    PackRow wanted = NewPack(act, label, request.office(), request.lot());
    wanted.set_document(request.document());
    ASSIGN_OR_RETURN(const PackRow pack, RegisterOne(txn, wanted));
    *response.add_packs() = ToApi(pack);
    blanks += pack.count();
  }
  RETURN_IF_ERROR(CheckRoom(txn, request));
  RETURN_IF_ERROR(
      Note(txn, act, request.office(), request.packs(0).pack_id(), "REGISTER_PACKS",
           absl::StrCat("lot ", request.lot(), ": ", request.packs_size(), " packs, ", blanks, " blanks")));
  return response;
}

// A sealed pack of an office in the actor's area.
absl::StatusOr<PackRow> FindOwn(Txn& txn, const Act& act, std::string_view pack_id) {
  ASSIGN_OR_RETURN(PackRow pack, FindSeen(txn, act.actor, pack_id));
  RETURN_IF_ERROR(access::CheckScope(act.actor, pack.office()));
  RETURN_IF_ERROR(CheckSealed(pack));
  return pack;
}

absl::StatusOr<v1::SplitPackResponse> SplitIn(Txn& txn, const Act& act, const v1::SplitPackRequest& request) {
  ASSIGN_OR_RETURN(const PackRow before, FindOwn(txn, act, request.pack_id()));
  PackRow after = before;
  Move(act, v1::Pack::STATE_SPLIT, after);
  v1::SplitPackResponse response;
  int64_t sum = Planted("split-loses-a-blank") ? 1 : 0;
  for (const v1::LabelledPack& label : request.into()) {
    PackRow child = NewPack(act, label, before.office(), before.lot());
    child.add_parents(before.pack_id());
    RETURN_IF_ERROR(PutNew(txn, child));
    after.add_children(child.pack_id());
    sum += child.count();
    *response.add_packs() = ToApi(child);
  }
  if (sum != before.count()) return DoNotAddUp(before.lot(), sum, absl::StrCat(before.count()));
  RETURN_IF_ERROR(PutPack(txn, before, after));
  RETURN_IF_ERROR(Note(txn, act, before.office(), before.pack_id(), "SPLIT_PACK",
                       absl::StrCat("lot ", before.lot(), ": into ", request.into_size(), " packs")));
  return response;
}

absl::Status CheckAlike(const PackRow& first, const PackRow& other) {
  if (other.lot() != first.lot()) {
    return BadField("pack_ids", absl::StrCat(other.pack_id(), " of lot ", other.lot()),
                    absl::StrCat("packs of one lot: ", first.lot()));
  }
  if (other.office() == first.office()) return absl::OkStatus();
  return StateWrong(other, absl::StrCat("SEALED, ", first.office()));
}

absl::StatusOr<v1::MergePacksResponse> MergeIn(Txn& txn, const Act& act,
                                               const v1::MergePacksRequest& request) {
  ASSIGN_OR_RETURN(const PackRow first, FindOwn(txn, act, request.pack_ids(0)));
  v1::LabelledPack label;
  label.set_pack_id(request.into());
  PackRow whole = NewPack(act, label, first.office(), first.lot());
  for (const std::string& id : request.pack_ids()) {
    ASSIGN_OR_RETURN(const PackRow before, FindOwn(txn, act, id));
    RETURN_IF_ERROR(CheckAlike(first, before));
    PackRow after = before;
    Move(act, v1::Pack::STATE_MERGED, after);
    after.add_children(request.into());
    RETURN_IF_ERROR(PutPack(txn, before, after));
    whole.add_parents(id);
    whole.set_count(whole.count() + before.count());
  }
  RETURN_IF_ERROR(PutNew(txn, whole));
  RETURN_IF_ERROR(Note(txn, act, first.office(), whole.pack_id(), "MERGE_PACKS",
                       absl::StrCat("lot ", first.lot(), ": of ", request.pack_ids_size(), " packs")));
  v1::MergePacksResponse response;
  *response.mutable_pack() = ToApi(whole);
  return response;
}

}  // namespace

absl::Status Exists(std::string_view pack_id) {
  return Refuse(Reason::kAlreadyExists, {{"what", absl::StrCat("pack ", ToAbsl(pack_id))}});
}

absl::Status DoNotAddUp(std::string_view lot, int64_t got, std::string_view want) {
  return Refuse(Reason::kPacksDoNotAddUp,
                {{"lot", std::string(lot)}, {"got", absl::StrCat(got)}, {"want", std::string(want)}});
}

absl::StatusOr<v1::RegisterPacksResponse> Packs::Register(const Act& act,
                                                          const v1::RegisterPacksRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateRegisterPacks(request));
  RETURN_IF_ERROR(access::CheckScope(act.actor, request.office()));
  return Change<v1::RegisterPacksResponse>(store_, act, "packs.register_packs",
                                           [&](Txn& txn) { return RegisterIn(txn, act, request); });
}

absl::StatusOr<v1::SplitPackResponse> Packs::Split(const Act& act, const v1::SplitPackRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateSplitPack(request));
  return Change<v1::SplitPackResponse>(store_, act, "packs.split_pack",
                                       [&](Txn& txn) { return SplitIn(txn, act, request); });
}

absl::StatusOr<v1::MergePacksResponse> Packs::Merge(const Act& act, const v1::MergePacksRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateMergePacks(request));
  return Change<v1::MergePacksResponse>(store_, act, "packs.merge_packs",
                                        [&](Txn& txn) { return MergeIn(txn, act, request); });
}

}  // namespace blangko::packs
