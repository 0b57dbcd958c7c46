#include "services/packs/uid_lists.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "absl/numeric/int128.h"
#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/access/once.h"
#include "services/access/rights.h"
#include "services/packs/checked_uid.h"
#include "services/packs/listed_range.h"
#include "services/packs/validate_packs.h"
#include "services/refusal/refusal.h"
#include "services/stock/api_time.h"
#include "services/stock/blank_uids.h"
#include "services/stock/blocked_uids.h"
#include "services/stock/shipment_table.h"
#include "services/stock/stock_table.h"
#include "storage/layers/ledger_log.h"

namespace blangko::packs {
namespace {

using access::Act;
using rows::v1::BlockedUids;
using storage::Snapshot;
using storage::Txn;

// A list is entered where the lot is, or was: an office of the actor's area has a ledger of it. Who may do everything enters
// lists ahead of their blanks.
absl::Status CheckHasLot(Snapshot& snapshot, const Act& act, const std::string& lot) {
  if (act.actor.scope.empty() || Planted("list-of-another-office")) return absl::OkStatus();
  bool has = false;
  RETURN_IF_ERROR(storage::VisitLogHeads(
      snapshot, act.actor.scope, [&](const storage::LogStream& stream, const storage::LogHeadView&) {
        has = stream.lot == lot && access::Covers(act.actor.scope, stream.office);
        return !has;
      }));
  if (has) return absl::OkStatus();
  return BadField("lot", lot, absl::StrCat("a lot that came to an office of area ", act.actor.scope));
}

absl::StatusOr<v1::AddUidsResponse> AddIn(Txn& txn, const Act& act, const v1::AddUidsRequest& request) {
  RETURN_IF_ERROR(stock::GetLot(txn, request.lot()).status());
  for (const v1::UidRange& range : request.ranges()) {
    ASSIGN_OR_RETURN(const BlockedUids ends, stock::RangeOf(range.first(), range.last()));
    stock::ListedRow row;
    row.set_lot(request.lot());
    row.set_first(ends.first());
    row.set_last(ends.last());
    row.set_pack(range.pack());
    row.set_document(request.document());
    row.set_by(act.actor.identity);
    row.set_since_micros(absl::ToUnixMicros(act.now));
    RETURN_IF_ERROR(stock::AddListed(txn, row));
  }
  rows::v1::LogEntry entry = access::EntryOf(act, absl::StrCat("lot:", request.lot()), "LIST_UIDS");
  entry.set_detail(absl::StrCat(request.document(), ": ", request.ranges_size(), " ranges"));
  RETURN_IF_ERROR(access::AppendEvent(txn, act, act.actor.scope, entry).status());
  v1::AddUidsResponse response;
  response.set_range_count(request.ranges_size());
  return response;
}

// The shipment's line, if the actor may say what it lacks.
absl::StatusOr<rows::v1::ShipmentLine> LineOf(Snapshot& snapshot, const Act& act,
                                              const v1::NameMissingRequest& request, std::string& office) {
  ASSIGN_OR_RETURN(const stock::ShipmentRow shipment, stock::GetShipment(snapshot, request.shipment_id()));
  const bool seen = access::Covers(act.actor.scope, shipment.from_office()) ||
                    access::Covers(act.actor.scope, shipment.to_office());
  if (!seen) return Refuse(Reason::kUnknownShipment, {{"shipment", request.shipment_id()}});
  RETURN_IF_ERROR(access::CheckScope(act.actor, shipment.to_office()));
  office = shipment.to_office();
  for (const rows::v1::ShipmentLine& line : shipment.lines()) {
    if (line.lot() == request.lot()) return line;
  }
  return BadField("lot", request.lot(), "a lot of the shipment");
}

// What makes a UID one that can lack: the list names it for the lot, nobody used it, and nobody named it before.
absl::Status CheckCanLack(Snapshot& snapshot, const std::string& uid, const std::string& lot) {
  ASSIGN_OR_RETURN(const auto listed, stock::FindListed(snapshot, uid));
  if (!listed.has_value() || listed->lot() != lot) {
    const std::string where =
        listed.has_value() ? absl::StrCat("listed for lot ", listed->lot()) : "on no list";
    return BadField("uids", absl::StrCat(uid, ", ", where), absl::StrCat("a UID of the list of lot ", lot));
  }
  ASSIGN_OR_RETURN(const auto known, stock::ReadUid(snapshot, uid));
  if (!known.uses().empty()) {
    return BadField("uids", absl::StrCat(uid, ", used at ", known.uses(0).office()),
                    "a UID that nobody used");
  }
  ASSIGN_OR_RETURN(const auto missing, stock::FindMissing(snapshot, uid));
  if (!missing.has_value()) return absl::OkStatus();
  return Refuse(Reason::kAlreadyExists, {{"what", absl::StrCat("the missing blank ", uid)}});
}

// Blocks those that no block covers; UIDs that follow each other become one range.
absl::Status BlockAll(Txn& txn, const Act& act, std::vector<std::string> uids, const std::string& reason) {
  std::sort(uids.begin(), uids.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  std::vector<BlockedUids> ranges;
  for (const std::string& uid : uids) {
    ASSIGN_OR_RETURN(const auto block, stock::FindBlock(txn, uid));
    if (block.has_value()) continue;
    const bool follows = !ranges.empty() && ranges.back().last().size() == uid.size() &&
                         NumberOf(uid) == NumberOf(ranges.back().last()) + 1;
    if (!follows) ranges.emplace_back().set_first(uid);
    ranges.back().set_last(uid);
    ranges.back().set_reason(reason);
  }
  for (const BlockedUids& range : ranges) RETURN_IF_ERROR(stock::AddBlock(txn, act, range).status());
  return absl::OkStatus();
}

stock::MissingRow MissingOf(const Act& act, const v1::NameMissingRequest& request) {
  stock::MissingRow row;
  row.set_lot(request.lot());
  row.set_shipment_id(request.shipment_id());
  row.set_reason(request.reason());
  row.set_by(act.actor.identity);
  row.set_since_micros(absl::ToUnixMicros(act.now));
  row.set_blocked(request.block());
  return row;
}

absl::Status LogMissing(Txn& txn, const Act& act, const v1::NameMissingRequest& request,
                        const std::string& office) {
  rows::v1::LogEntry entry =
      access::EntryOf(act, absl::StrCat("shipment:", request.shipment_id()), "NAME_MISSING");
  entry.set_detail(absl::StrCat("lot ", request.lot(), ": ", request.uids_size(), " UIDs"));
  return access::AppendEvent(txn, act, office, entry).status();
}

absl::StatusOr<v1::NameMissingResponse> NameIn(Txn& txn, const Act& act,
                                               const v1::NameMissingRequest& request,
                                               const std::vector<std::string>& uids) {
  std::string office;
  ASSIGN_OR_RETURN(const rows::v1::ShipmentLine line, LineOf(txn, act, request, office));
  ASSIGN_OR_RETURN(const int64_t before, stock::CountNamed(txn, request.shipment_id(), request.lot()));
  const int64_t named = before + static_cast<int64_t>(uids.size());
  if (named > line.missing() && !Planted("more-missing-than-the-receipt")) {
    return BadField(
        "uids", absl::StrCat(uids.size(), " beside ", before, " named before"),
        absl::StrCat("no more than the receipt of lot ", request.lot(), " lacks: ", line.missing()));
  }
  for (const std::string& uid : uids) {
    RETURN_IF_ERROR(CheckCanLack(txn, uid, request.lot()));
    stock::PutMissing(txn, uid, MissingOf(act, request));
  }
  stock::PutNamed(txn, request.shipment_id(), request.lot(), named);
  RETURN_IF_ERROR(LogMissing(txn, act, request, office));
  if (request.block()) RETURN_IF_ERROR(BlockAll(txn, act, uids, request.reason()));
  v1::NameMissingResponse response;
  response.set_named_count(named);
  response.set_missing_count(line.missing());
  return response;
}

}  // namespace

absl::StatusOr<v1::AddUidsResponse> UidLists::Add(const Act& act, const v1::AddUidsRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateAddUids(request));
  RETURN_IF_ERROR(store_.View([&](Snapshot& snapshot) { return CheckHasLot(snapshot, act, request.lot()); }));
  constexpr char kUseCase[] = "packs.add_uids";
  return storage::UpdateFor<v1::AddUidsResponse>(store_, kUseCase, [&](Txn& txn) {
    return access::Once<v1::AddUidsResponse>(txn, act, kUseCase, [&] { return AddIn(txn, act, request); });
  });
}

absl::StatusOr<access::PageOf<v1::ListedRange>> UidLists::List(std::string_view lot,
                                                               const access::PageRequest& page) {
  using Page = access::PageOf<v1::ListedRange>;
  return storage::ViewFor<Page>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Page> {
    RETURN_IF_ERROR(stock::GetLot(snapshot, lot).status());
    Page found;
    RETURN_IF_ERROR(stock::VisitListed(snapshot, lot, page.after, [&](const stock::ListedRow& row) {
      if (found.rows.size() == page.size) found.next = found.rows.back().range().first();
      if (found.next.empty()) found.rows.push_back(ToApi(row));
      return found.next.empty();
    }));
    return found;
  });
}

absl::StatusOr<v1::CheckUidsResponse> UidLists::Check(const v1::CheckUidsRequest& request) {
  RETURN_IF_ERROR(ValidateCheckUids(request));
  ASSIGN_OR_RETURN(const std::vector<std::string> uids, UidsOf(request.uids()));
  using Response = v1::CheckUidsResponse;
  return storage::ViewFor<Response>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Response> {
    RETURN_IF_ERROR(stock::GetLot(snapshot, request.lot()).status());
    Response response;
    for (const std::string& uid : uids) {
      ASSIGN_OR_RETURN(const v1::CheckedUid checked, CheckUid(snapshot, uid, request.lot(), request.pack()));
      if (IsWrong(checked)) response.set_wrong_count(response.wrong_count() + 1);
      *response.add_uids() = checked;
    }
    return response;
  });
}

absl::StatusOr<v1::NameMissingResponse> UidLists::NameMissing(const Act& act,
                                                              const v1::NameMissingRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateNameMissing(request));
  if (request.block())
    RETURN_IF_ERROR(access::CheckRight(act.actor, access::Verb::kAdjustStock, access::Right::kTwo));
  ASSIGN_OR_RETURN(const std::vector<std::string> uids, UidsOf(request.uids()));
  constexpr char kUseCase[] = "packs.name_missing";
  using Response = v1::NameMissingResponse;
  return storage::UpdateFor<Response>(store_, kUseCase, [&](Txn& txn) {
    return access::Once<Response>(txn, act, kUseCase, [&] { return NameIn(txn, act, request, uids); });
  });
}

}  // namespace blangko::packs
