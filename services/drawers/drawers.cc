// The changes of drawers.
#include "services/drawers/drawers.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/access/once.h"
#include "services/drawers/drawer_content.h"
#include "services/drawers/drawer_table.h"
#include "services/drawers/store_room.h"
#include "services/drawers/validate_drawers.h"
#include "services/printers/station_table.h"
#include "services/refusal/refusal.h"
#include "services/stock/stock_table.h"

namespace blangko::drawers {
namespace {

using access::Act;
using access::Change;
using storage::Snapshot;
using storage::Txn;

constexpr int kTurns = 10;  // that the store room is read again when a drawer changed meanwhile

absl::Status CheckPerson(const Act& act, std::string_view what) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  if (act.actor.named) return absl::OkStatus();
  return Refuse(Reason::kNamedPersonNeeded, {{"what", std::string(what)}});
}

absl::StatusOr<printers::StationRow> StationInScope(Snapshot& snapshot, const Act& act,
                                                    const std::string& station_id) {
  ASSIGN_OR_RETURN(printers::StationRow station, printers::GetStation(snapshot, station_id));
  RETURN_IF_ERROR(access::CheckScope(act.actor, station.office()));
  return station;
}

std::string NameOf(const std::string& station_id, uint64_t number) {
  return absl::StrCat(station_id, "/", number);
}

absl::Status LogHandOut(Txn& txn, const Act& act, const std::string& station_id, const HandOutRow& row,
                        std::string_view event) {
  rows::v1::LogEntry entry = access::EntryOf(act, absl::StrCat("drawer:", station_id), event);
  entry.set_detail(absl::StrCat("number=", row.number(), " lot=", row.lot(), " count=", row.count(),
                                row.back() ? " back" : "",
                                row.taken_by().empty() ? "" : absl::StrCat(" taken=", row.taken())));
  return access::AppendEvent(txn, act, row.office(), entry).status();
}

// ---- giving

bool IsEmpty(const DrawerRow& drawer) {
  return drawer.waiting().empty() &&
         std::all_of(drawer.lots().begin(), drawer.lots().end(),
                     [](const rows::v1::DrawerLot& lot) { return lot.taken() == lot.returned(); });
}

// The drawer belongs to the office where the station stands. One that moved is emptied first; what it gives back goes to the
// office that filled it.
absl::Status SettleOffice(const printers::StationRow& station, bool back, DrawerRow& drawer) {
  if (drawer.office() == station.office() || (back && !drawer.office().empty())) return absl::OkStatus();
  if (!drawer.office().empty() && !IsEmpty(drawer))
    return BadField("station_id", station.station_id(),
                    absl::StrCat("a station whose drawer was given back to ", drawer.office()));
  if (!drawer.office().empty()) drawer.clear_lots();
  drawer.set_office(station.office());
  return absl::OkStatus();
}

absl::Status CheckWaiting(const DrawerRow& drawer) {
  if (drawer.waiting_size() < kWaitingMax) return absl::OkStatus();
  return Refuse(Reason::kDrawersWaiting, {{"station", drawer.station_id()},
                                          {"got", absl::StrCat(drawer.waiting_size())},
                                          {"want", absl::StrCat(kWaitingMax)}});
}

// From where a drawer is reckoned that begins now.
void Begin(const printers::StationRow& station, const Mark& mark, DrawerRow& drawer) {
  if (drawer.newest() != 0) return;
  drawer.set_count_epoch(mark.counted ? mark.epoch : station.epoch());
  drawer.set_count_seq(mark.counted ? mark.seq : station.last_seq());
}

HandOutRow NewHandOut(const Act& act, const DrawerRow& drawer, const v1::GiveBlanksRequest& request) {
  HandOutRow row;
  row.set_number(drawer.newest() + 1);
  row.set_office(drawer.office());
  row.set_lot(request.lot());
  row.set_count(request.count());
  row.set_back(request.back());
  row.set_given_by(act.actor.identity);
  row.set_given_micros(absl::ToUnixMicros(act.now));
  return row;
}

absl::StatusOr<v1::HandOut> GiveIn(Txn& txn, const Act& act, const StoreRoom& room,
                                   const v1::GiveBlanksRequest& request) {
  ASSIGN_OR_RETURN(const printers::StationRow station, StationInScope(txn, act, request.station_id()));
  RETURN_IF_ERROR(stock::GetLot(txn, request.lot()).status());
  ASSIGN_OR_RETURN(DrawerRow drawer, GetDrawer(txn, request.station_id()));
  RETURN_IF_ERROR(SettleOffice(station, request.back(), drawer));
  RETURN_IF_ERROR(CheckWaiting(drawer));
  RETURN_IF_ERROR(CheckEnough(txn, room, request));
  ASSIGN_OR_RETURN(const Mark mark, MarkOf(txn, drawer));
  Begin(station, mark, drawer);
  const HandOutRow row = NewHandOut(act, drawer, request);
  drawer.set_newest(row.number());
  drawer.add_waiting(row.number());
  PutDrawer(txn, drawer);
  PutHandOut(txn, drawer.station_id(), row);
  RETURN_IF_ERROR(LogHandOut(txn, act, drawer.station_id(), row, "BLANKS_GIVEN"));
  return ToApi(drawer.station_id(), row);
}

absl::StatusOr<StoreRoom> RoomFor(storage::Store& store, const v1::GiveBlanksRequest& request) {
  return storage::ViewFor<StoreRoom>(store, [&](Snapshot& snapshot) -> absl::StatusOr<StoreRoom> {
    ASSIGN_OR_RETURN(const printers::StationRow station,
                     printers::GetStation(snapshot, request.station_id()));
    ASSIGN_OR_RETURN(const DrawerRow drawer, GetDrawer(snapshot, request.station_id()));
    const bool own = request.back() && !drawer.office().empty();
    return ReadStoreRoom(snapshot, own ? drawer.office() : station.office(), request);
  });
}

// ---- taking and withdrawing

absl::Status CheckWaits(const std::string& station_id, const HandOutRow& row) {
  const v1::HandOut::State state = StateOf(row);
  if (state == v1::HandOut::STATE_WAITING) return absl::OkStatus();
  const bool withdrawn = state == v1::HandOut::STATE_WITHDRAWN;
  return Refuse(Reason::kHandOutEnded, {{"station", station_id},
                                        {"number", absl::StrCat(row.number())},
                                        {"state", withdrawn ? "HAND_OUT_WITHDRAWN" : "HAND_OUT_TAKEN"},
                                        {"by", withdrawn ? row.given_by() : row.taken_by()}});
}

absl::Status CheckTaking(const Act& act, const v1::TakeBlanksRequest& request, const HandOutRow& row) {
  RETURN_IF_ERROR(CheckWaits(request.station_id(), row));
  if (row.given_by() == act.actor.identity && !Planted("drawer-same-person"))
    return Refuse(Reason::kSamePerson,
                  {{"person", row.given_by()}, {"proposal", NameOf(request.station_id(), row.number())}});
  if (request.count() > row.count())
    return BadField("count", absl::StrCat(request.count()),
                    absl::StrCat("at most the ", row.count(), " that were given"));
  if (request.count() != row.count() && request.note().empty() && !Planted("drawer-difference-unsaid"))
    return BadField("note", "",
                    absl::StrCat("why ", request.count(), " were counted and ", row.count(), " given"));
  return absl::OkStatus();
}

void EndWaiting(uint64_t number, DrawerRow& drawer) {
  auto& waiting = *drawer.mutable_waiting();
  waiting.erase(std::remove(waiting.begin(), waiting.end(), number), waiting.end());
}

// The oldest lot that is given back, else the oldest, makes room.
void DropALot(DrawerRow& drawer) {
  auto& lots = *drawer.mutable_lots();
  const auto back = std::find_if(
      lots.begin(), lots.end(), [](const rows::v1::DrawerLot& lot) { return lot.taken() == lot.returned(); });
  lots.erase(back == lots.end() ? lots.begin() : back);
}

void AddUp(const HandOutRow& row, DrawerRow& drawer) {
  auto& lots = *drawer.mutable_lots();
  auto lot = std::find_if(lots.begin(), lots.end(), [&](const auto& one) { return one.lot() == row.lot(); });
  if (lot == lots.end()) {
    if (lots.size() >= kLotsKept) DropALot(drawer);
    drawer.add_lots()->set_lot(row.lot());
    lot = lots.end() - 1;
  }
  if (row.back()) lot->set_returned(lot->returned() + row.taken());
  if (!row.back()) lot->set_taken(lot->taken() + row.taken());
}

absl::StatusOr<v1::HandOut> TakeIn(Txn& txn, const Act& act, const v1::TakeBlanksRequest& request) {
  RETURN_IF_ERROR(StationInScope(txn, act, request.station_id()).status());
  ASSIGN_OR_RETURN(HandOutRow row, GetHandOut(txn, request.station_id(), request.number()));
  RETURN_IF_ERROR(CheckTaking(act, request, row));
  ASSIGN_OR_RETURN(DrawerRow drawer, GetDrawer(txn, request.station_id()));
  ASSIGN_OR_RETURN(const Mark mark, MarkOf(txn, drawer));
  ASSIGN_OR_RETURN(int64_t since, TakenSince(txn, drawer, mark));
  row.set_taken_by(act.actor.identity);
  row.set_taken_micros(absl::ToUnixMicros(act.now));
  row.set_taken(request.count());
  row.set_note(request.note());
  since += row.back() ? -row.taken() : row.taken();
  drawer.set_taken_since_count(since);
  drawer.set_count_epoch(mark.epoch);
  drawer.set_count_seq(mark.seq);
  AddUp(row, drawer);
  EndWaiting(row.number(), drawer);
  PutDrawer(txn, drawer);
  PutHandOut(txn, request.station_id(), row);
  RETURN_IF_ERROR(LogHandOut(txn, act, request.station_id(), row, "BLANKS_TAKEN"));
  return ToApi(request.station_id(), row);
}

absl::StatusOr<v1::HandOut> WithdrawIn(Txn& txn, const Act& act, const v1::WithdrawHandOutRequest& request) {
  RETURN_IF_ERROR(StationInScope(txn, act, request.station_id()).status());
  ASSIGN_OR_RETURN(HandOutRow row, GetHandOut(txn, request.station_id(), request.number()));
  RETURN_IF_ERROR(CheckWaits(request.station_id(), row));
  if (row.given_by() != act.actor.identity)
    return BadField("number", absl::StrCat(row.number()),
                    absl::StrCat("a hand-out that you gave; ", row.given_by(), " gave this one"));
  row.set_withdrawn(true);
  ASSIGN_OR_RETURN(DrawerRow drawer, GetDrawer(txn, request.station_id()));
  EndWaiting(row.number(), drawer);
  PutDrawer(txn, drawer);
  PutHandOut(txn, request.station_id(), row);
  RETURN_IF_ERROR(LogHandOut(txn, act, request.station_id(), row, "HAND_OUT_WITHDRAWN"));
  return ToApi(request.station_id(), row);
}

}  // namespace

absl::StatusOr<v1::HandOut> Drawers::Give(const Act& act, const v1::GiveBlanksRequest& request) {
  RETURN_IF_ERROR(CheckPerson(act, "Giving blanks out"));
  RETURN_IF_ERROR(ValidateGive(request));
  // A repeat is answered first: what is there now is not what was there when it was given.
  for (int turn = 0;; ++turn) {
    ASSIGN_OR_RETURN(const StoreRoom room, RoomFor(store_, request));
    bool as_read = true;
    const auto give = [&](Txn& txn) -> absl::StatusOr<v1::HandOut> {
      ASSIGN_OR_RETURN(as_read, IsAsRead(txn, room));
      if (!as_read) return absl::AbortedError("drawers: others gave or took meanwhile; ask again");
      return GiveIn(txn, act, room, request);
    };
    auto given = Change<v1::HandOut>(store_, act, "drawers.give", give);
    if (as_read || turn >= kTurns) return given;
  }
}

absl::StatusOr<v1::HandOut> Drawers::Take(const Act& act, const v1::TakeBlanksRequest& request) {
  RETURN_IF_ERROR(CheckPerson(act, "Taking blanks"));
  RETURN_IF_ERROR(ValidateTake(request));
  return Change<v1::HandOut>(store_, act, "drawers.take",
                             [&](Txn& txn) { return TakeIn(txn, act, request); });
}

absl::StatusOr<v1::HandOut> Drawers::Withdraw(const Act& act, const v1::WithdrawHandOutRequest& request) {
  RETURN_IF_ERROR(CheckPerson(act, "Withdrawing a hand-out"));
  RETURN_IF_ERROR(ValidateWithdraw(request));
  return Change<v1::HandOut>(store_, act, "drawers.withdraw",
                             [&](Txn& txn) { return WithdrawIn(txn, act, request); });
}

}  // namespace blangko::drawers
