// What can be asked about drawers.
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/drawers/drawer_content.h"
#include "services/drawers/drawer_table.h"
#include "services/drawers/drawers.h"
#include "services/printers/station_table.h"
#include "services/refusal/refusal.h"
#include "services/stock/api_time.h"

namespace blangko::drawers {
namespace {

using storage::Snapshot;

// Without what is expected where nobody can know it: it is counted at the station first.
absl::StatusOr<v1::Drawer> View(Snapshot& snapshot, const DrawerRow& row) {
  v1::Drawer api;
  api.set_station_id(row.station_id());
  api.set_office(row.office());
  for (const rows::v1::DrawerLot& lot : row.lots()) {
    v1::DrawerLot& added = *api.add_lots();
    added.set_lot(lot.lot());
    added.set_taken_count(lot.taken());
    added.set_returned_count(lot.returned());
  }
  ASSIGN_OR_RETURN(const std::vector<HandOutRow> waiting, WaitingOf(snapshot, row));
  for (const HandOutRow& one : waiting) *api.add_waiting() = ToApi(row.station_id(), one);
  ASSIGN_OR_RETURN(const Content content, ContentOf(snapshot, row));
  api.set_counted(content.mark.counted && content.known);
  api.set_counted_blanks(content.mark.blanks);
  if (content.mark.counted) *api.mutable_count_time() = stock::ApiTime(content.mark.micros);
  api.set_taken_since_count(content.taken);
  if (!content.known) return api;
  api.set_used_since_count(content.used);
  api.set_expected_blanks(content.expected());
  return api;
}

absl::StatusOr<std::string> OfficeOf(Snapshot& snapshot, const access::Actor& actor,
                                     const std::string& station_id) {
  ASSIGN_OR_RETURN(const printers::StationRow station, printers::GetStation(snapshot, station_id));
  RETURN_IF_ERROR(access::CheckScope(actor, station.office()));
  return station.office();
}

}  // namespace

absl::StatusOr<v1::Drawer> Drawers::Get(const access::Actor& actor, const std::string& station_id) {
  return storage::ViewFor<v1::Drawer>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<v1::Drawer> {
    ASSIGN_OR_RETURN(std::string office, OfficeOf(snapshot, actor, station_id));
    ASSIGN_OR_RETURN(DrawerRow row, GetDrawer(snapshot, station_id));
    if (row.office().empty()) row.set_office(std::move(office));
    return View(snapshot, row);
  });
}

absl::StatusOr<PageOf<v1::Drawer>> Drawers::List(const access::Actor& actor, std::string_view office,
                                                 const PageRequest& page) {
  using Found = PageOf<v1::Drawer>;
  if (!office.empty()) RETURN_IF_ERROR(access::CheckScope(actor, office));
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    std::vector<DrawerRow> rows;
    Found found;
    RETURN_IF_ERROR(VisitDrawers(snapshot, page.after, [&](const DrawerRow& row) {
      if (!access::Covers(actor.scope, row.office()) || !access::Covers(office, row.office())) return true;
      if (rows.size() == page.size) found.next = rows.back().station_id();
      if (found.next.empty()) rows.push_back(row);
      return found.next.empty();
    }));
    for (const DrawerRow& row : rows) {
      ASSIGN_OR_RETURN(v1::Drawer drawer, View(snapshot, row));
      found.rows.push_back(std::move(drawer));
    }
    return found;
  });
}

absl::StatusOr<PageOf<v1::HandOut>> Drawers::HandOuts(const access::Actor& actor,
                                                      const std::string& station_id,
                                                      const PageRequest& page) {
  using Found = PageOf<v1::HandOut>;
  uint64_t before = 0;
  if (!page.after.empty() && !absl::SimpleAtoi(page.after, &before)) return Refuse(Reason::kPageTokenInvalid);
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    RETURN_IF_ERROR(OfficeOf(snapshot, actor, station_id).status());
    Found found;
    RETURN_IF_ERROR(VisitHandOuts(snapshot, station_id, before, [&](const HandOutRow& row) {
      if (found.rows.size() == page.size) found.next = absl::StrCat(found.rows.back().number());
      if (found.next.empty()) found.rows.push_back(ToApi(station_id, row));
      return found.next.empty();
    }));
    return found;
  });
}

}  // namespace blangko::drawers
