// blangko printers list|hold|release|set: the machines of the stations.
#include <memory>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "blangko/printers/v1/printers_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"

namespace blangko::cli {
namespace {

using printers::v1::Printer;
using printers::v1::PrintersService;
using printers::v1::SetPrinterRequest;

Table PrinterList() {
  return {.key = "printers",
          .title = "",
          .columns = {{"station_id", "Tempat cetak"},
                      {"printer_id", "Pencetak"},
                      {"driver", "Penggerak"},
                      {"health", "Keadaan", Kind::kCode},
                      {"state", "Kata pencetak", Kind::kCode, Shown::kNever},
                      {"reasons", "Sebab", Kind::kCodes, Shown::kWhenUsed},
                      {"held_reason", "Ditahan karena", Kind::kCode, Shown::kWhenUsed},
                      {"heartbeat_age_seconds", "Terakhir terdengar", Kind::kAge},
                      {"cards_last_minute", "Menit terakhir", Kind::kCount},
                      {"per_hour", "Kartu/jam saat bekerja", Kind::kDecimal},
                      {"printed_today", "Tercetak hari ini", Kind::kCount},
                      {"looks", "Menunggu dilihat", Kind::kCount, Shown::kWhenUsed},
                      {"duty_count", "Izin hari ini", Kind::kCount},
                      {"duty_limit", "Batas izin harian", Kind::kCount, Shown::kWhenUsed},
                      {"permitted", "Izin terbuka", Kind::kCount, Shown::kWhenUsed},
                      {"window", "Batas izin terbuka", Kind::kCount, Shown::kWhenUsed},
                      {"cards_left", "Pita/film untuk", Kind::kCount, Shown::kWhenUsed},
                      {"supply_alarm", "Pita/film", Kind::kCode, Shown::kWhenUsed},
                      {"supply_age_seconds", "Sisa menurut kabar", Kind::kAge, Shown::kWhenUsed},
                      {"low_supply_cards", "Batas pita menipis", Kind::kCount, Shown::kNever},
                      {"printed", "Tercetak", Kind::kCount},
                      {"spoils_in_a_row", "Rusak beruntun", Kind::kCount, Shown::kWhenUsed}},
          .rows = {}};
}

std::string AlarmCell(const Printer& printer) {
  if (printer.supply_empty()) return "EMPTY";
  return printer.supply_low() ? "LOW" : "";
}

// How old the levels are, where nobody knows whether they still hold.
std::string SupplyAgeCell(const Printer& printer) {
  const bool silent = printer.health() == printers::v1::PRINTER_HEALTH_SILENT;
  const bool told = !printer.supplies().empty() || printer.supply_empty();
  return silent && told && printer.has_heartbeat_age_seconds() ? Raw(printer.heartbeat_age_seconds()) : "";
}

void AddPrinter(Table& list, const Printer& printer) {
  const bool measured = printer.measured_per_hour() > 0;
  list.rows.push_back({printer.station_id(),
                       printer.printer_id(),
                       printer.driver(),
                       EnumCell(printer.health()),
                       EnumCell(printer.state()),
                       absl::StrJoin(printer.reasons(), " "),
                       printer.held_reason(),
                       printer.has_heartbeat_age_seconds() ? Raw(printer.heartbeat_age_seconds()) : "",
                       Raw(printer.cards_last_minute()),
                       measured ? RawDecimal(printer.measured_per_hour()) : "",
                       Raw(printer.printed_today_count()),
                       Raw(printer.looks_count()),
                       Raw(printer.duty_count()),
                       Raw(printer.duty_limit_per_day()),
                       Raw(printer.permitted_count()),
                       Raw(printer.window()),
                       printer.has_cards_left() ? Raw(printer.cards_left()) : "",
                       AlarmCell(printer),
                       SupplyAgeCell(printer),
                       Raw(printer.low_supply_cards()),
                       Raw(printer.printed_count()),
                       Raw(printer.spoils_in_a_row())});
}

absl::Status List(Session& session, const std::string& station) {
  printers::v1::ListPrintersRequest request;
  request.set_station_id(station);
  Table table = PrinterList();
  RETURN_IF_ERROR(session.EachPage(&PrintersService::Stub::ListPrinters, request,
                                   [&](const printers::v1::ListPrintersResponse& page) {
                                     for (const Printer& printer : page.printers())
                                       AddPrinter(table, printer);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

struct SetOptions {
  std::string station, printer, reason;
  std::optional<int32_t> duty, window, low_supply;
};

void OfferPrinter(Menu::Command command, SetOptions& options) {
  command->add_option("station", options.station)->required();
  command->add_option("printer", options.printer)->required();
}

SetPrinterRequest RequestOf(Session& session, const SetOptions& options) {
  SetPrinterRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_station_id(options.station);
  request.set_printer_id(options.printer);
  request.set_reason(options.reason);
  return request;
}

absl::Status Send(Session& session, const SetPrinterRequest& request) {
  ASSIGN_OR_RETURN(const auto response, session.Call(&PrintersService::Stub::SetPrinter, request));
  Table table = PrinterList();
  AddPrinter(table, response.printer());
  session.Print({table});
  return absl::OkStatus();
}

// Limits are set without touching whether the printer is held.
absl::Status SetLimits(Session& session, const SetOptions& options) {
  printers::v1::GetStationRequest get;
  get.set_station_id(options.station);
  ASSIGN_OR_RETURN(const auto station, session.Call(&PrintersService::Stub::GetStation, get));
  SetPrinterRequest request = RequestOf(session, options);
  for (const Printer& printer : station.printers()) {
    if (printer.printer_id() != options.printer) continue;
    request.set_held(!printer.held_reason().empty());
    request.set_reason(printer.held_reason());
  }
  if (options.duty.has_value()) request.set_duty_limit_per_day(*options.duty);
  if (options.window.has_value()) request.set_window(*options.window);
  if (options.low_supply.has_value()) request.set_low_supply_cards(*options.low_supply);
  return Send(session, request);
}

void AddHold(Menu& menu, Menu::Command group, bool held) {
  auto options = std::make_shared<SetOptions>();
  auto action = [options, held](Session& session) {
    SetPrinterRequest request = RequestOf(session, *options);
    request.set_held(held);
    return Send(session, request);
  };
  auto* command =
      menu.Add(group, held ? "hold" : "release", held ? "It gets no more work" : "It may work again", action);
  OfferPrinter(command, *options);
  command->add_option("--reason", options->reason)->required(held);
}

}  // namespace

void AddPrintersCommands(Menu& menu) {
  auto* group = menu.Group("printers", "Printers of the stations");
  auto station = std::make_shared<std::string>();
  auto* list = menu.Add(group, "list", "All printers",
                        [station](Session& session) { return List(session, *station); });
  list->add_option("--station", *station, "Of one station only");
  AddHold(menu, group, true);
  AddHold(menu, group, false);
  auto options = std::make_shared<SetOptions>();
  auto* set = menu.Add(group, "set", "Daily limit, window and ribbon alarm",
                       [options](Session& session) { return SetLimits(session, *options); });
  OfferPrinter(set, *options);
  set->add_option("--duty", options->duty, "Cards a day; 0 = no limit");
  set->add_option("--window", options->window, "Cards it may have permission for; 0 = the policy's");
  set->add_option("--low-supply", options->low_supply,
                  "Ribbon or film for fewer cards is an alarm; 0 = none, 100 unless set");
}

}  // namespace blangko::cli
