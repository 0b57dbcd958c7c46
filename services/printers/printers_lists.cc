// The lists of Printers.
#include <map>
#include <vector>

#include "base/status_macros.h"
#include "services/access/offices.h"
#include "services/printers/printers.h"
#include "services/printers/station_api.h"
#include "services/printers/station_table.h"
#include "services/refusal/refusal.h"
#include "storage/key_codec.h"

namespace blangko::printers {
namespace {

using access::Act;
using access::Covers;
using storage::Snapshot;

// Where a list of printers goes on: after this printer of this station.
struct Cursor {
  std::string station;
  std::string printer;
};

std::string Write(const v1::Printer& printer) {
  return storage::KeyWriter(storage::Table::kPrinter)
      .Text(printer.station_id())
      .Text(printer.printer_id())
      .Take();
}

absl::StatusOr<Cursor> Read(std::string_view after) {
  if (after.empty()) return Cursor();
  storage::KeyReader reader(after);
  const absl::StatusOr<std::string> station = reader.Text();
  const absl::StatusOr<std::string> printer = reader.Text();
  if (!station.ok() || !printer.ok()) return Refuse(Reason::kPageTokenInvalid);
  return Cursor{*station, *printer};
}

// A station that the actor may see, and the moment at its office. One station, or all.
struct Place {
  StationRow station;
  Moment moment;
};
using Places = std::map<std::string, Place>;

absl::StatusOr<std::vector<StationRow>> Visible(Snapshot& snapshot, const Act& act,
                                                std::string_view station_id) {
  std::vector<StationRow> stations;
  if (!station_id.empty()) {
    ASSIGN_OR_RETURN(const StationRow station, GetStation(snapshot, station_id));
    RETURN_IF_ERROR(access::CheckScope(act.actor, station.office()));
    return std::vector<StationRow>{station};
  }
  RETURN_IF_ERROR(VisitStations(snapshot, "", [&](const StationRow& station) {
    if (Covers(act.actor.scope, station.office())) stations.push_back(station);
    return true;
  }));
  return stations;
}

absl::StatusOr<Places> PlacesOf(Snapshot& snapshot, const Act& act, std::string_view station_id) {
  ASSIGN_OR_RETURN(const std::vector<StationRow> stations, Visible(snapshot, act, station_id));
  Places places;
  for (const StationRow& station : stations) {
    ASSIGN_OR_RETURN(const rows::v1::Office office, access::GetOffice(snapshot, station.office()));
    const int64_t day = access::OfficeDay(access::TimeZoneOf(office), act.now);
    places[station.station_id()] = {station, {act.now, day}};
  }
  return places;
}

absl::StatusOr<PageOf<v1::Printer>> PrintersPage(Snapshot& snapshot, const Places& places,
                                                 const Cursor& cursor, size_t size) {
  PageOf<v1::Printer> found;
  RETURN_IF_ERROR(VisitPrinters(snapshot, cursor.station, cursor.printer, [&](const PrinterRow& printer) {
    const auto place = places.find(printer.station_id());
    if (place == places.end()) return true;
    if (found.rows.size() == size) found.next = Write(found.rows.back());
    if (found.next.empty()) found.rows.push_back(ToApi(place->second.station, printer, place->second.moment));
    return found.next.empty();
  }));
  return found;
}

}  // namespace

absl::StatusOr<PageOf<v1::Station>> Printers::ListStations(const Act& act, std::string_view office,
                                                           const PageRequest& page) {
  using Found = PageOf<v1::Station>;
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    Found found;
    RETURN_IF_ERROR(VisitStations(snapshot, page.after, [&](const StationRow& station) {
      if (!Covers(office, station.office()) || !Covers(act.actor.scope, station.office())) return true;
      if (found.rows.size() == page.size) found.next = found.rows.back().station_id();
      if (found.next.empty()) found.rows.push_back(ToApi(station, act.now));
      return found.next.empty();
    }));
    return found;
  });
}

absl::StatusOr<PageOf<v1::Printer>> Printers::ListPrinters(const Act& act, std::string_view station_id,
                                                           const PageRequest& page) {
  using Found = PageOf<v1::Printer>;
  ASSIGN_OR_RETURN(const Cursor cursor, Read(page.after));
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    ASSIGN_OR_RETURN(const Places places, PlacesOf(snapshot, act, station_id));
    return PrintersPage(snapshot, places, cursor, page.size);
  });
}

}  // namespace blangko::printers
