#include "services/packs/checked_uid.h"

#include "base/planted.h"
#include "base/status_macros.h"
#include "services/stock/blank_uids.h"
#include "services/stock/blocked_uids.h"
#include "services/stock/uid_list.h"

namespace blangko::packs {

absl::StatusOr<v1::CheckedUid> CheckUid(storage::Snapshot& snapshot, const std::string& uid,
                                        std::string_view lot, std::string_view pack) {
  v1::CheckedUid checked;
  checked.set_uid(uid);
  ASSIGN_OR_RETURN(const auto listed, stock::FindListed(snapshot, uid));
  if (listed.has_value()) {
    checked.set_listed_lot(listed->lot());
    checked.set_listed_pack(listed->pack());
    checked.set_listed(listed->lot() == lot && (pack.empty() || listed->pack() == pack));
  }
  if (Planted("unlisted-uid-accepted")) checked.set_listed(true);
  ASSIGN_OR_RETURN(const auto known, stock::ReadUid(snapshot, uid));
  checked.set_used(!known.uses().empty());
  ASSIGN_OR_RETURN(const auto block, stock::FindBlock(snapshot, uid));
  checked.set_blocked(block.has_value());
  return checked;
}

bool IsWrong(const v1::CheckedUid& checked) {
  return !checked.listed() || checked.used() || checked.blocked();
}

}  // namespace blangko::packs
