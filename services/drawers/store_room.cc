#include "services/drawers/store_room.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/drawers/drawer_content.h"
#include "services/refusal/refusal.h"
#include "services/stock/stock_table.h"
#include "storage/layers/ledger_log.h"

namespace blangko::drawers {
namespace {

using storage::Snapshot;

int64_t ThereOf(const stock::Balances& balances) {
  return stock::Get(balances, rows::v1::ACCOUNT_AVAILABLE) + stock::Get(balances, rows::v1::ACCOUNT_RESERVED);
}

absl::StatusOr<int64_t> ThereInAll(Snapshot& snapshot, const std::string& office) {
  int64_t there = 0;
  absl::Status bad;
  const auto add = [&](const storage::LogStream& stream, const storage::LogHeadView& head) {
    if (stream.office != office || stream.lot.empty()) return true;
    const auto balances = stock::DecodeBalances(stream, head.state);
    if (!balances.ok()) bad = balances.status();
    if (balances.ok()) there += ThereOf(*balances);
    return bad.ok();
  };
  RETURN_IF_ERROR(storage::VisitLogHeads(snapshot, office, add));
  RETURN_IF_ERROR(bad);
  return there;
}

absl::Status AddDrawer(Snapshot& snapshot, const DrawerRow& drawer, const v1::GiveBlanksRequest& request,
                       StoreRoom& room) {
  const bool own = drawer.station_id() == request.station_id();
  ASSIGN_OR_RETURN(const Content content, ContentOf(snapshot, drawer));
  const int64_t held = HeldBy(drawer, content);
  room.in_drawers += held;
  room.of_lot += HeldOfLot(drawer, content, request.lot());
  if (own) room.in_own_drawer += held;
  ASSIGN_OR_RETURN(const std::vector<HandOutRow> waiting, WaitingOf(snapshot, drawer));
  for (const HandOutRow& row : waiting) {
    if (row.back() && own) room.in_own_drawer -= row.count();
    if (row.back()) continue;
    room.awaited += row.count();
    if (row.lot() == request.lot()) room.of_lot += row.count();
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<DrawerRow>> DrawersOf(Snapshot& snapshot, const std::string& office) {
  std::vector<DrawerRow> drawers;
  RETURN_IF_ERROR(VisitDrawers(snapshot, "", [&](const DrawerRow& drawer) {
    if (drawer.office() == office) drawers.push_back(drawer);
    return true;
  }));
  return drawers;
}

}  // namespace

absl::StatusOr<StoreRoom> ReadStoreRoom(Snapshot& snapshot, const std::string& office,
                                        const v1::GiveBlanksRequest& request) {
  StoreRoom room{.office = office, .drawers = {}};
  ASSIGN_OR_RETURN(room.drawers, DrawersOf(snapshot, office));
  ASSIGN_OR_RETURN(room.there, ThereInAll(snapshot, office));
  for (const DrawerRow& drawer : room.drawers) RETURN_IF_ERROR(AddDrawer(snapshot, drawer, request, room));
  return room;
}

absl::StatusOr<bool> IsAsRead(Snapshot& snapshot, const StoreRoom& room) {
  // A drawer that was filled for the first time meanwhile counts too.
  ASSIGN_OR_RETURN(const std::vector<DrawerRow> now, DrawersOf(snapshot, room.office));
  const auto same = [](const DrawerRow& a, const DrawerRow& b) {
    return a.SerializeAsString() == b.SerializeAsString();
  };
  return std::equal(now.begin(), now.end(), room.drawers.begin(), room.drawers.end(), same);
}

absl::Status CheckEnough(Snapshot& snapshot, const StoreRoom& room, const v1::GiveBlanksRequest& request) {
  ASSIGN_OR_RETURN(const stock::Balances balances, stock::ReadBalances(snapshot, room.office, request.lot()));
  const int64_t of_lot = ThereOf(balances) - room.of_lot;
  const int64_t of_all = room.there - room.awaited - room.in_drawers;
  const int64_t enough = request.back() ? room.in_own_drawer : std::min(of_lot, of_all);
  if (request.count() <= enough || Planted("drawers-over-store-room")) return absl::OkStatus();
  return Refuse(Reason::kDrawerShort, {{"lot", request.lot()},
                                       {"got", absl::StrCat(request.count())},
                                       {"want", absl::StrCat(std::max<int64_t>(enough, 0))}});
}

}  // namespace blangko::drawers
