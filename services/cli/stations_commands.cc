// blangko stations register|list|show|enable|disable: who may print.
#include <fstream>
#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "blangko/printers/v1/printers_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/errors.h"
#include "services/cli/incident_view.h"

namespace blangko::cli {
namespace {

using printers::v1::PrintersService;
using printers::v1::Station;

constexpr size_t kKeyHexLength = 64;
constexpr size_t kKeyShown = 16;  // enough to compare with what a station says of itself

Table StationList() {
  return {.key = "stations",
          .title = "",
          .columns = {{"station_id", "Tempat cetak"},
                      {"name", "Nama"},
                      {"office", "Kantor"},
                      {"sites", "Melayani"},
                      {"condition", "Keadaan", Kind::kCode},
                      {"heartbeat_age_seconds", "Terakhir terdengar", Kind::kAge},
                      {"enabled", "Aktif", Kind::kYesNo, Shown::kNever},
                      {"epoch", "Masa"},
                      {"last_seq", "Catatan terakhir", Kind::kCount},
                      {"heartbeat_time", "Terakhir terdengar pada", Kind::kTime, Shown::kNever},
                      {"version", "Versi"},
                      {"application_version", "Aplikasi cetak", Kind::kText, Shown::kWhenUsed},
                      {"public_key", "Kunci", Kind::kText, Shown::kNever},
                      {"quarantine_time", "Dikarantina sejak", Kind::kTime, Shown::kWhenUsed},
                      {"quarantine_reason", "Sebab karantina", Kind::kCode, Shown::kWhenUsed},
                      {"quarantine_seq", "Catatan yang bertentangan", Kind::kText, Shown::kWhenUsed},
                      {"held_digest", "Sidik yang dibukukan", Kind::kText, Shown::kNever},
                      {"said_digest", "Sidik yang dilaporkan", Kind::kText, Shown::kNever}},
          .rows = {}};
}

std::string KeyCell(const std::string& public_key) {
  return absl::BytesToHexString(public_key).substr(0, kKeyShown);
}

std::string ConditionOf(const Station& station) {
  if (station.has_quarantine()) return "QUARANTINED";
  if (!station.enabled()) return "DISABLED";
  return station.silent() ? "SILENT" : "CONNECTED";
}

void AddStation(Table& list, const Station& station) {
  list.rows.push_back(
      {station.station_id(), station.name(), station.office(), absl::StrJoin(station.sites(), " "),
       ConditionOf(station), station.has_heartbeat_age_seconds() ? Raw(station.heartbeat_age_seconds()) : "",
       RawYesNo(station.enabled()), std::to_string(station.epoch()), std::to_string(station.last_seq()),
       TimeCell(station.heartbeat_time()), station.version(), station.application_version(),
       KeyCell(station.public_key()), TimeCell(station.quarantine().time()), station.quarantine().reason(),
       station.has_quarantine() ? std::to_string(station.quarantine().seq()) : "",
       absl::BytesToHexString(station.quarantine().held_digest()),
       absl::BytesToHexString(station.quarantine().said_digest())});
}

absl::Status PrintStation(Session& session, const Station& station) {
  Table table = StationList();
  AddStation(table, station);
  session.Print({table});
  return absl::OkStatus();
}

// A public key as 64 hex digits, or the name of a file that holds them.
absl::StatusOr<std::string> ReadKey(const std::string& word) {
  std::string hex = word;
  if (std::ifstream file(word); file) std::getline(file, hex);
  absl::StripAsciiWhitespace(&hex);
  const bool digits = hex.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
  if (hex.size() != kKeyHexLength || !digits) {
    return UsageError(
        "--public-key: 64 angka heksadesimal, atau berkas yang berisi itu (blangko-station init)",
        "--public-key: 64 hex digits, or a file with them (blangko-station init)");
  }
  return absl::HexStringToBytes(hex);
}

struct RegisterOptions {
  Station station;
  std::string key;
  std::vector<std::string> sites;
  bool replace = false;
};

absl::Status Register(Session& session, const RegisterOptions& options) {
  printers::v1::RegisterStationRequest request;
  request.set_request_id(session.NewRequestId());
  *request.mutable_station() = options.station;
  request.set_replace(options.replace);
  for (const std::string& site : options.sites) request.mutable_station()->add_sites(site);
  if (options.sites.empty()) request.mutable_station()->add_sites(options.station.office());
  ASSIGN_OR_RETURN(*request.mutable_station()->mutable_public_key(), ReadKey(options.key));
  ASSIGN_OR_RETURN(const auto response, session.Call(&PrintersService::Stub::RegisterStation, request));
  return PrintStation(session, response.station());
}

void AddRegister(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<RegisterOptions>();
  auto* add = menu.Add(group, "register", "Pin a station's public key",
                       [options](Session& session) { return Register(session, *options); });
  add->add_option("station", *options->station.mutable_station_id(), "a-z, 0-9 and '-'")->required();
  add->add_option("--name", *options->station.mutable_name(), "Name for people");
  add->add_option("--office", *options->station.mutable_office(), "Where it stands")->required();
  add->add_option("--site", options->sites,
                  "Site whose lines it serves; may be repeated; default: its office");
  add->add_option("--public-key", options->key, "64 hex digits, or a file with them")->required();
  add->add_flag("--replace", options->replace, "Another key for a known station; facts of the old one end");
}

absl::Status List(Session& session, const std::string& office) {
  printers::v1::ListStationsRequest request;
  request.set_office(office);
  Table table = StationList();
  RETURN_IF_ERROR(session.EachPage(&PrintersService::Stub::ListStations, request,
                                   [&](const printers::v1::ListStationsResponse& page) {
                                     for (const Station& station : page.stations())
                                       AddStation(table, station);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

// One station with everything that is known of it.
absl::Status Show(Session& session, const std::string& id) {
  printers::v1::GetStationRequest request;
  request.set_station_id(id);
  ASSIGN_OR_RETURN(const auto response, session.Call(&PrintersService::Stub::GetStation, request));
  Table sheet = StationList();
  AddStation(sheet, response.station());
  sheet.key = "station";
  sheet.single = true;
  for (Column& column : sheet.columns) {
    if (column.shown == Shown::kNever) column.shown = Shown::kWhenUsed;
  }
  session.Print({sheet, DayCountList(response.day_counts())});
  return absl::OkStatus();
}

void AddSwitch(Menu& menu, Menu::Command group, bool enabled) {
  struct Options {
    std::string station, reason;
  };
  auto options = std::make_shared<Options>();
  auto action = [options, enabled](Session& session) -> absl::Status {
    printers::v1::SetStationEnabledRequest request;
    request.set_request_id(session.NewRequestId());
    request.set_station_id(options->station);
    request.set_enabled(enabled);
    request.set_reason(options->reason);
    ASSIGN_OR_RETURN(const auto response, session.Call(&PrintersService::Stub::SetStationEnabled, request));
    return PrintStation(session, response.station());
  };
  auto* command = menu.Add(group, enabled ? "enable" : "disable",
                           enabled ? "Let it take work" : "No more work; outcomes are still taken", action);
  command->add_option("station", options->station)->required();
  command->add_option("--reason", options->reason)->required(!enabled);
}

}  // namespace

void AddStationsCommands(Menu& menu) {
  auto* group = menu.Group("stations", "Print stations");
  AddRegister(menu, group);
  auto office = std::make_shared<std::string>();
  auto* list =
      menu.Add(group, "list", "All stations", [office](Session& session) { return List(session, *office); });
  list->add_option("--office", *office, "Area code");
  auto id = std::make_shared<std::string>();
  menu.Add(group, "show", "One station, what was counted there, and why it is quarantined if it is",
           [id](Session& session) { return Show(session, *id); })
      ->add_option("station", *id)
      ->required();
  AddSwitch(menu, group, true);
  AddSwitch(menu, group, false);
}

}  // namespace blangko::cli
