#include "services/destruction/card_names.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "services/stock/blank_uids.h"

namespace blangko::destruction {
namespace {

using stock::CardKey;
using stock::CardRow;

absl::Status NotHeld(const std::string& office, const v1::CardName& name) {
  return Refuse(Reason::kCardNotHeld, {{"office", office}, {"card", NameOf(name)}});
}

absl::Status Destroyed(const v1::CardName& name, const std::string& destruction) {
  return Refuse(Reason::kCardDestroyed, {{"card", NameOf(name)}, {"destruction", destruction}});
}

// A chip may be in no register by itself, and be known as that of a job.
absl::StatusOr<std::optional<CardKey>> PlaceOfChip(storage::Snapshot& snapshot, const v1::CardName& name) {
  const std::string uid = stock::UidOf(name.blank_uid());
  ASSIGN_OR_RETURN(const std::optional<CardKey> place, stock::FindPlace(snapshot, stock::ChipName(uid)));
  if (place.has_value()) return place;
  ASSIGN_OR_RETURN(const rows::v1::BlankUid known, stock::ReadUid(snapshot, uid));
  if (stock::IsDestroyed(known)) return Destroyed(name, "-");
  for (const rows::v1::BlankUse& use : known.uses()) {
    ASSIGN_OR_RETURN(const std::optional<CardKey> of_job,
                     stock::FindPlace(snapshot, stock::JobName(use.record_id(), use.attempt())));
    if (of_job.has_value()) return of_job;
  }
  return std::optional<CardKey>();
}

absl::StatusOr<std::optional<CardKey>> PlaceOf(storage::Snapshot& snapshot, const std::string& office,
                                               const v1::CardName& name) {
  switch (name.name_case()) {
    case v1::CardName::kBlankUid: return PlaceOfChip(snapshot, name);
    case v1::CardName::kJob: {
      const v1::CardJob& job = name.job();
      return stock::FindPlace(snapshot, job.attempt() == 0 ? stock::RecordName(job.record_id())
                                                           : stock::JobName(job.record_id(), job.attempt()));
    }
    case v1::CardName::kSpoiledNumber:
      return std::optional(CardKey{office, stock::kSpoiledCards, name.spoiled_number()});
    case v1::CardName::kWithdrawnNumber:
      return std::optional(CardKey{office, stock::kWithdrawnCards, name.withdrawn_number()});
    case v1::CardName::NAME_NOT_SET: break;
  }
  return std::optional<CardKey>();
}

}  // namespace

std::string NameOf(const v1::CardName& name) {
  switch (name.name_case()) {
    case v1::CardName::kBlankUid: return absl::StrCat("UID ", stock::UidOf(name.blank_uid()));
    case v1::CardName::kJob:
      return name.job().attempt() == 0 ? name.job().record_id()
                                       : absl::StrCat(name.job().record_id(), "/", name.job().attempt());
    case v1::CardName::kSpoiledNumber: return absl::StrCat("R-", name.spoiled_number());
    case v1::CardName::kWithdrawnNumber: return absl::StrCat("T-", name.withdrawn_number());
    case v1::CardName::NAME_NOT_SET: break;
  }
  return "?";
}

absl::StatusOr<CardRow> HeldCard(storage::Snapshot& snapshot, const std::string& office,
                                 const v1::CardName& name) {
  ASSIGN_OR_RETURN(const std::optional<CardKey> place, PlaceOf(snapshot, office, name));
  if (!place.has_value()) return NotHeld(office, name);
  ASSIGN_OR_RETURN(std::optional<CardRow> held, stock::FindHeld(snapshot, *place));
  if (held.has_value()) {
    if (held->office() == office) return *std::move(held);
    return NotHeld(office, name);
  }
  ASSIGN_OR_RETURN(const std::optional<CardRow> gone, stock::FindGone(snapshot, *place));
  const bool burnt = gone.has_value() && gone->gone_to() == rows::v1::ACCOUNT_DESTROYED;
  return burnt ? Destroyed(name, gone->destruction_id()) : NotHeld(office, name);
}

}  // namespace blangko::destruction
