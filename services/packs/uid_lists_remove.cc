// A range that was entered wrongly is taken off a list, of UidLists.
#include <optional>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/access/once.h"
#include "services/packs/listed_range.h"
#include "services/packs/uid_lists.h"
#include "services/packs/validate_packs.h"
#include "services/refusal/refusal.h"
#include "services/stock/blocked_uids.h"
#include "services/stock/stock_table.h"
#include "services/stock/uid_list.h"

namespace blangko::packs {
namespace {

using access::Act;
using storage::Txn;

absl::StatusOr<stock::ListedRow> FindExactly(Txn& txn, const v1::RemoveUidsRequest& request) {
  ASSIGN_OR_RETURN(const rows::v1::BlockedUids ends, stock::RangeOf(request.first(), request.last()));
  ASSIGN_OR_RETURN(const std::optional<stock::ListedRow> row, stock::FindListed(txn, ends.first()));
  const bool same = row.has_value() && row->lot() == request.lot() && row->first() == ends.first() &&
                    row->last() == ends.last();
  if (same) return *row;
  const std::string got = absl::StrCat(ends.first(), "-", ends.last());
  if (!row.has_value()) return BadField("first", got, "a range of the list as it was entered");
  return BadField("first", got, absl::StrCat("lot ", row->lot(), ": ", row->first(), "-", row->last()));
}

absl::Status CheckUntouched(Txn& txn, const stock::ListedRow& range) {
  if (Planted("used-range-removed")) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::optional<stock::TouchedUid> touched, stock::FindTouched(txn, range));
  if (!touched.has_value()) return absl::OkStatus();
  return Refuse(Reason::kRangeInUse, {{"first", range.first()},
                                      {"last", range.last()},
                                      {"lot", range.lot()},
                                      {"uid", touched->uid},
                                      {"why", touched->why}});
}

absl::StatusOr<v1::RemoveUidsResponse> RemoveIn(Txn& txn, const Act& act,
                                                const v1::RemoveUidsRequest& request) {
  RETURN_IF_ERROR(stock::GetLot(txn, request.lot()).status());
  ASSIGN_OR_RETURN(const stock::ListedRow range, FindExactly(txn, request));
  RETURN_IF_ERROR(CheckUntouched(txn, range));
  stock::EraseListed(txn, range);
  rows::v1::LogEntry entry = access::EntryOf(act, absl::StrCat("lot:", range.lot()), "REMOVE_UIDS");
  entry.set_detail(absl::StrCat(range.first(), "-", range.last(), ": ", request.reason()));
  RETURN_IF_ERROR(access::AppendEvent(txn, act, act.actor.scope, entry).status());
  v1::RemoveUidsResponse response;
  *response.mutable_removed() = ToApi(range);
  return response;
}

}  // namespace

absl::StatusOr<v1::RemoveUidsResponse> UidLists::Remove(const Act& act,
                                                        const v1::RemoveUidsRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateRemoveUids(request));
  return access::Change<v1::RemoveUidsResponse>(store_, act, "packs.remove_uids",
                                                [&](Txn& txn) { return RemoveIn(txn, act, request); });
}

}  // namespace blangko::packs
