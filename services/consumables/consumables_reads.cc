// What can be asked about supplies.
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/printers/v1/printers.pb.h"
#include "services/access/offices.h"
#include "services/consumables/consumables.h"
#include "services/printers/station_table.h"
#include "services/refusal/refusal.h"

namespace blangko::consumables {
namespace {

using printers::PrinterRow;
using storage::Snapshot;
using v1::SupplyOutlook;

bool IsOfKind(const rows::v1::Supply& supply, const std::string& kind) {
  if (kind == "RIBBON") return supply.kind() == printers::v1::SUPPLY_KIND_RIBBON;
  if (kind == "FILM") return supply.kind() == printers::v1::SUPPLY_KIND_FILM;
  return false;
}

// What the printer says of that kind: the least of several.
void FillMarker(const PrinterRow& printer, const KindRow& kind, SupplyOutlook& line) {
  for (const rows::v1::Supply& supply : printer.supplies()) {
    if (!IsOfKind(supply, kind.kind())) continue;
    if (supply.has_percent() && (!line.has_marker_percent() || supply.percent() < line.marker_percent()))
      line.set_marker_percent(supply.percent());
    std::optional<int64_t> cards;
    if (supply.has_percent()) cards = supply.percent() * kind.cards_each() / 100;
    if (supply.has_cards_left()) cards = supply.cards_left();
    if (cards.has_value() && (!line.has_cards_in_printer() || *cards < line.cards_in_printer()))
      line.set_cards_in_printer(*cards);
  }
}

absl::Status AddPrinter(Snapshot& snapshot, const std::string& office, const PrinterRow& printer,
                        const std::vector<KindRow>& kinds, std::vector<SupplyOutlook>& lines) {
  for (const KindRow& kind : kinds) {
    ASSIGN_OR_RETURN(const AtPrinterRow at,
                     GetAtPrinter(snapshot, printer.station_id(), printer.printer_id(), kind.kind()));
    SupplyOutlook line;
    line.set_office(office);
    line.set_kind(kind.kind());
    line.set_station_id(printer.station_id());
    line.set_printer_id(printer.printer_id());
    line.set_issued(at.issued() - at.returned());
    FillMarker(printer, kind, line);
    if (line.issued() != 0 || line.has_cards_in_printer()) lines.push_back(std::move(line));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<PrinterRow>> PrintersIn(Snapshot& snapshot, const std::string& office) {
  std::vector<std::string> stations;
  RETURN_IF_ERROR(printers::VisitStations(snapshot, "", [&](const printers::StationRow& station) {
    if (station.office() == office) stations.push_back(station.station_id());
    return true;
  }));
  std::vector<PrinterRow> found;
  for (const std::string& station : stations) {
    ASSIGN_OR_RETURN(auto printers, printers::PrintersOf(snapshot, station));
    for (PrinterRow& printer : printers) found.push_back(std::move(printer));
  }
  return found;
}

}  // namespace

absl::StatusOr<std::vector<v1::SupplyKind>> Consumables::Kinds() {
  using Found = std::vector<v1::SupplyKind>;
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    ASSIGN_OR_RETURN(const std::vector<KindRow> all, AllKinds(snapshot));
    Found kinds;
    for (const KindRow& row : all) kinds.push_back(ToApi(row));
    return kinds;
  });
}

absl::StatusOr<PageOf<v1::SupplyBalance>> Consumables::Balances(const access::Actor& actor,
                                                                std::string_view office,
                                                                const PageRequest& page) {
  using Found = PageOf<v1::SupplyBalance>;
  if (!office.empty()) RETURN_IF_ERROR(access::CheckScope(actor, office));
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    Found found;
    std::string last;
    const auto take = [&](std::string_view key, const SupplyRef& ref, const StockRow& row) {
      if (!access::Covers(actor.scope, ref.office) || !access::Covers(office, ref.office)) return true;
      if (found.rows.size() == page.size) found.next = last;
      if (!found.next.empty()) return false;
      found.rows.push_back(ToApi(ref, row));
      last = std::string(key);
      return true;
    };
    RETURN_IF_ERROR(VisitStocks(snapshot, page.after, take));
    return found;
  });
}

absl::StatusOr<PageOf<v1::SupplyEntry>> Consumables::Entries(const access::Actor& actor, const SupplyRef& ref,
                                                             const PageRequest& page) {
  using Found = PageOf<v1::SupplyEntry>;
  RETURN_IF_ERROR(access::CheckScope(actor, ref.office));
  uint64_t before = 0;
  if (!page.after.empty() && !absl::SimpleAtoi(page.after, &before)) return Refuse(Reason::kPageTokenInvalid);
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    RETURN_IF_ERROR(GetKind(snapshot, ref.kind).status());
    Found found;
    RETURN_IF_ERROR(VisitEntries(snapshot, ref, before, [&](const EntryRow& row) {
      if (found.rows.size() == page.size) found.next = absl::StrCat(found.rows.back().number());
      if (found.next.empty()) found.rows.push_back(ToApi(ref, row));
      return found.next.empty();
    }));
    return found;
  });
}

absl::StatusOr<std::vector<SupplyOutlook>> Consumables::Outlook(const access::Actor& actor,
                                                                const std::string& office) {
  using Found = std::vector<SupplyOutlook>;
  RETURN_IF_ERROR(access::CheckScope(actor, office));
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    RETURN_IF_ERROR(access::GetOffice(snapshot, office).status());
    ASSIGN_OR_RETURN(const std::vector<KindRow> kinds, AllKinds(snapshot));
    Found lines;
    for (const KindRow& kind : kinds) {
      ASSIGN_OR_RETURN(const StockRow stock, GetStock(snapshot, {office, kind.kind()}));
      SupplyOutlook& line = lines.emplace_back();
      line.set_office(office);
      line.set_kind(kind.kind());
      line.set_pieces(stock.pieces());
      line.set_cards_in_store(stock.pieces() * kind.cards_each());
    }
    ASSIGN_OR_RETURN(const std::vector<PrinterRow> printers, PrintersIn(snapshot, office));
    for (const PrinterRow& printer : printers)
      RETURN_IF_ERROR(AddPrinter(snapshot, office, printer, kinds, lines));
    return lines;
  });
}

}  // namespace blangko::consumables
