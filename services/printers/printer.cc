#include "services/printers/printer.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/printer_reasons.h"
#include "base/status_macros.h"
#include "blangko/printers/v1/printers.pb.h"
#include "services/printers/supplies.h"
#include "services/refusal/refusal.h"

namespace blangko::printers {
namespace {

absl::Status Down(const PrinterRow& printer, std::string_view why) {
  return Refuse(Reason::kPrinterDown, {{"printer", printer.printer_id()}, {"why", std::string(why)}});
}

}  // namespace

absl::Status CheckTrusted(const StationRow& station) {
  if (!station.has_quarantine() || Planted("quarantined-station-works")) return absl::OkStatus();
  return Refuse(Reason::kStationQuarantined,
                {{"station", station.station_id()}, {"seq", absl::StrCat(station.quarantine().seq())}});
}

absl::Status CheckUsable(const StationRow& station, const PrinterRow& printer) {
  RETURN_IF_ERROR(CheckTrusted(station));
  if (!station.enabled()) return Refuse(Reason::kStationDisabled, {{"station", station.station_id()}});
  if (!printer.held_reason().empty()) {
    return Refuse(Reason::kPrinterHeld, {{"printer", printer.printer_id()}, {"why", printer.held_reason()}});
  }
  const std::string empty = EmptySupply(printer);
  if (!empty.empty() && !Planted("ribbon-empty-ignored")) {
    return Refuse(Reason::kRibbonEmpty, {{"printer", printer.printer_id()}, {"what", empty}});
  }
  for (const std::string& reason : printer.reasons()) {
    if (StopsPrinting(reason)) return Down(printer, reason);
  }
  if (printer.state() == v1::PRINTER_STATE_STOPPED) return Down(printer, "stopped");
  return absl::OkStatus();
}

int32_t DutyOf(const PrinterRow& printer, int64_t day) {
  return printer.duty_day() == day ? printer.duty_count() : 0;
}

int32_t InWindow(const PrinterRow& printer) { return std::max(printer.permits() - printer.looks(), 0); }

Room RoomOf(const PrinterRow& printer, int32_t window, int64_t day) {
  if (printer.window() > 0) window = printer.window();
  Room room{.cards = window - InWindow(printer), .limit = "WINDOW_FULL"};
  const int32_t duty = printer.duty_limit_per_day() - DutyOf(printer, day);
  // Reporting outcomes frees the window but not the day, so the day is named first.
  if (printer.duty_limit_per_day() > 0 && duty < room.cards) room = {.cards = duty, .limit = ""};
  if (printer.has_supply_room() && printer.supply_room() < room.cards) {
    room = {.cards = static_cast<int32_t>(std::max<int64_t>(printer.supply_room(), 0)),
            .limit = "RIBBON_TAKEN"};
  }
  if (printer.duty_limit_per_day() > 0 && duty <= 0) room.limit = "DUTY_LIMIT_REACHED";
  room.cards = std::max(room.cards, 0);
  if (room.cards > 0) room.limit.clear();
  return room;
}

void AddPermits(PrinterRow& printer, int32_t cards, int64_t day) {
  printer.set_duty_count(DutyOf(printer, day) + cards);
  printer.set_duty_day(day);
  printer.set_permits(printer.permits() + cards);
  if (printer.has_supply_room() && !Planted("ribbon-promised-twice")) {
    printer.set_supply_room(printer.supply_room() - cards);
  }
}

void EndPermit(PrinterRow& printer) {
  printer.set_permits(std::max(printer.permits() - 1, 0));
  printer.set_looks(std::min(printer.looks(), printer.permits()));
}

void GiveRibbonBack(PrinterRow& printer) {
  if (printer.has_supply_room()) printer.set_supply_room(printer.supply_room() + 1);
}

void CountSpoiled(PrinterRow& printer, int32_t spoils_in_a_row_limit) {
  printer.set_spoils_in_a_row(printer.spoils_in_a_row() + 1);
  const bool over =
      spoils_in_a_row_limit > 0 && printer.spoils_in_a_row() >= static_cast<uint32_t>(spoils_in_a_row_limit);
  if (over && printer.held_reason().empty()) printer.set_held_reason("SPOILS_IN_A_ROW");
}

}  // namespace blangko::printers
