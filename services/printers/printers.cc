#include "services/printers/printers.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/access/event_log.h"
#include "services/access/offices.h"
#include "services/access/once.h"
#include "services/printers/day_counts.h"
#include "services/printers/heartbeat.h"
#include "services/printers/older_store.h"
#include "services/printers/station_api.h"
#include "services/printers/station_table.h"
#include "services/printers/supplies.h"
#include "services/printers/validate_printers.h"
#include "services/refusal/refusal.h"

namespace blangko::printers {
namespace {

using access::Act;
using access::Change;
using storage::Snapshot;
using storage::Txn;

constexpr char kStationPrefix[] = "station:";

absl::Status LogEvent(Txn& txn, const Act& act, const StationRow& station, std::string_view subject,
                      std::string_view event, std::string_view detail) {
  rows::v1::LogEntry entry = access::EntryOf(act, subject, event);
  entry.set_detail(std::string(detail));
  return access::AppendEvent(txn, act, station.office(), entry).status();
}

std::string SubjectOf(const StationRow& station) {
  return absl::StrCat(kStationPrefix, station.station_id());
}

std::string SubjectOf(const PrinterRow& printer) {
  return absl::StrCat("printer:", printer.station_id(), "/", printer.printer_id());
}

// The working day of the station's office.
absl::StatusOr<int64_t> DayAt(Snapshot& snapshot, const StationRow& station, absl::Time now) {
  ASSIGN_OR_RETURN(const rows::v1::Office office, access::GetOffice(snapshot, station.office()));
  return access::OfficeDay(access::TimeZoneOf(office), now);
}

// A station in the actor's area.
absl::StatusOr<StationRow> StationFor(Snapshot& snapshot, const Act& act, std::string_view station_id) {
  ASSIGN_OR_RETURN(StationRow station, GetStation(snapshot, station_id));
  RETURN_IF_ERROR(access::CheckScope(act.actor, station.office()));
  return station;
}

// ---- registration ---------------------------------------------------------------------------------------

// The offices of a registration: known, and in the actor's area.
absl::Status CheckPlaces(Snapshot& snapshot, const Act& act, const v1::Station& wanted) {
  RETURN_IF_ERROR(access::GetOffice(snapshot, wanted.office()).status());
  for (const std::string& site : wanted.sites()) {
    RETURN_IF_ERROR(access::CheckScope(act.actor, site));
    RETURN_IF_ERROR(access::GetOffice(snapshot, site).status());
  }
  return absl::OkStatus();
}

// A station as it will be, and what the log says of it; "" when nothing changes.
struct Registration {
  StationRow station;
  std::string event;
};

StationRow WithPlaces(StationRow station, const v1::Station& wanted) {
  station.set_name(wanted.name());
  station.set_office(wanted.office());
  *station.mutable_sites() = wanted.sites();
  return station;
}

Registration Begin(const v1::Station& wanted, absl::Time now) {
  StationRow station = WithPlaces({}, wanted);
  station.set_station_id(wanted.station_id());
  station.set_public_key(wanted.public_key());
  station.set_epoch(1);
  station.set_enabled(true);
  station.set_registered_micros(absl::ToUnixMicros(now));
  return {station, "REGISTER"};
}

// Another machine at the same place: it keeps the name unless it is given another one.
Registration Replace(const StationRow& known, const v1::Station& wanted, absl::Time now) {
  StationRow station = WithPlaces(known, wanted);
  if (wanted.name().empty()) station.set_name(known.name());
  station.set_public_key(wanted.public_key());
  station.set_epoch(known.epoch() + 1);
  station.set_last_seq(0);
  station.clear_quarantine();
  station.set_heartbeat_micros(0);
  station.set_registered_micros(absl::ToUnixMicros(now));
  return {station, "REPLACE"};
}

absl::StatusOr<Registration> Renew(const StationRow& known, const v1::RegisterStationRequest& request,
                                   absl::Time now) {
  if (request.replace()) {
    const bool copied = known.has_quarantine() && known.public_key() == request.station().public_key();
    if (copied) return BadField("public_key", "the key of a copied station", "a new key");
    return Replace(known, request.station(), now);
  }
  if (known.public_key() != request.station().public_key()) {
    return Refuse(Reason::kStationKeyMismatch, {{"station", known.station_id()}});
  }
  const StationRow station = WithPlaces(known, request.station());
  const bool same = station.SerializeAsString() == known.SerializeAsString();
  return Registration{station, same ? "" : "CHANGE"};
}

absl::StatusOr<v1::RegisterStationResponse> Register(Txn& txn, const Act& act,
                                                     const v1::RegisterStationRequest& request) {
  RETURN_IF_ERROR(CheckPlaces(txn, act, request.station()));
  ASSIGN_OR_RETURN(const std::optional<StationRow> known, FindStation(txn, request.station().station_id()));
  Registration registration = Begin(request.station(), act.now);
  if (known.has_value()) {
    RETURN_IF_ERROR(access::CheckScope(act.actor, known->office()));
    ASSIGN_OR_RETURN(registration, Renew(*known, request, act.now));
  }
  if (!registration.event.empty()) {
    PutStation(txn, registration.station);
    RETURN_IF_ERROR(LogEvent(txn, act, registration.station, SubjectOf(registration.station),
                             registration.event, absl::StrCat("epoch ", registration.station.epoch())));
  }
  v1::RegisterStationResponse response;
  *response.mutable_station() = ToApi(registration.station, act.now);
  return response;
}

// ---- settings -------------------------------------------------------------------------------------------

void SetHeld(PrinterRow& printer, const v1::SetPrinterRequest& request) {
  if (!request.has_held()) return;
  printer.set_held_reason(request.held() ? request.reason() : "");
  if (!request.held()) printer.set_spoils_in_a_row(0);
}

std::string EventOf(const v1::SetPrinterRequest& request) {
  if (!request.has_held()) return "SET_PRINTER";
  return request.held() ? "HOLD_PRINTER" : "RELEASE_PRINTER";
}

std::string DetailOf(const PrinterRow& printer, const v1::SetPrinterRequest& request) {
  return absl::StrCat(request.reason(), request.reason().empty() ? "" : "; ", "duty ",
                      printer.duty_limit_per_day(), ", window ", printer.window(), ", supplies low below ",
                      LowSupplyCards(printer));
}

absl::StatusOr<v1::SetPrinterResponse> Set(Txn& txn, const Act& act, const v1::SetPrinterRequest& request) {
  ASSIGN_OR_RETURN(const StationRow station, StationFor(txn, act, request.station_id()));
  ASSIGN_OR_RETURN(const PrinterRow known, GetPrinter(txn, request.station_id(), request.printer_id()));
  PrinterRow printer = known;
  SetHeld(printer, request);
  if (request.has_duty_limit_per_day()) printer.set_duty_limit_per_day(request.duty_limit_per_day());
  if (request.has_window()) printer.set_window(request.window());
  if (request.has_low_supply_cards()) printer.set_low_supply_cards(request.low_supply_cards());
  if (printer.SerializeAsString() != known.SerializeAsString()) {
    PutPrinter(txn, printer);
    RETURN_IF_ERROR(
        LogEvent(txn, act, station, SubjectOf(printer), EventOf(request), DetailOf(printer, request)));
  }
  ASSIGN_OR_RETURN(const int64_t day, DayAt(txn, station, act.now));
  v1::SetPrinterResponse response;
  *response.mutable_printer() = ToApi(station, printer, {act.now, day});
  return response;
}

absl::StatusOr<v1::SetStationEnabledResponse> Enable(Txn& txn, const Act& act,
                                                     const v1::SetStationEnabledRequest& request) {
  ASSIGN_OR_RETURN(StationRow station, StationFor(txn, act, request.station_id()));
  if (station.enabled() != request.enabled()) {
    station.set_enabled(request.enabled());
    PutStation(txn, station);
    RETURN_IF_ERROR(LogEvent(txn, act, station, SubjectOf(station), request.enabled() ? "ENABLE" : "DISABLE",
                             request.reason()));
  }
  v1::SetStationEnabledResponse response;
  *response.mutable_station() = ToApi(station, act.now);
  return response;
}

// ---- heartbeat ------------------------------------------------------------------------------------------

absl::Status CheckIsStation(const Act& act, std::string_view station_id) {
  const bool itself = act.actor.role == access::Role::kStation &&
                      act.actor.identity == absl::StrCat(kStationPrefix, ToAbsl(station_id));
  return itself ? absl::OkStatus() : Refuse(Reason::kNotAllowed, {{"actor", act.actor.identity}});
}

absl::Status HearPrinter(Txn& txn, const Act& act, const StationRow& station, const PrinterRow& known,
                         const v1::HeartbeatRequest::PrinterStatus& status) {
  const Heard heard = Hear(known, station.station_id(), status);
  if (heard.changed) PutPrinter(txn, heard.printer);
  if (heard.event.empty()) return absl::OkStatus();
  return LogEvent(txn, act, station, SubjectOf(heard.printer), heard.event, Condition(heard.printer));
}

absl::Status HearPrinters(Txn& txn, const Act& act, const StationRow& station,
                          const v1::HeartbeatRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<PrinterRow> known, PrintersOf(txn, station.station_id()));
  size_t count = known.size();
  for (const auto& status : request.printers()) {
    const auto found = std::find_if(known.begin(), known.end(), [&](const PrinterRow& printer) {
      return printer.printer_id() == status.printer_id();
    });
    if (found == known.end() && ++count > kPrintersMax) {
      return BadField("printers", absl::StrCat(count, " printers of this station"),
                      absl::StrCat("at most ", kPrintersMax, ", old ones included"));
    }
    RETURN_IF_ERROR(HearPrinter(txn, act, station, found == known.end() ? PrinterRow() : *found, status));
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::HeartbeatResponse> HearStation(Txn& txn, const Act& act,
                                                  const v1::HeartbeatRequest& request, Rng& rng) {
  ASSIGN_OR_RETURN(StationRow station, GetStation(txn, request.station_id()));
  station.set_heartbeat_micros(std::max(station.heartbeat_micros(), absl::ToUnixMicros(act.now)));
  station.set_version(request.version());
  station.set_application_version(request.application_version());
  station.clear_heard_printers();
  for (const auto& status : request.printers()) station.add_heard_printers(status.printer_id());
  PutStation(txn, station);
  RETURN_IF_ERROR(HearPrinters(txn, act, station, request));
  v1::HeartbeatResponse response;
  response.set_epoch(station.epoch());
  response.set_last_seq(station.last_seq());
  if (station.has_quarantine()) {
    *response.mutable_quarantine() = ToApi(station.quarantine());
    return response;  // what it counted is believed as little as its cards
  }
  RETURN_IF_ERROR(CloseIfOlder(txn, act, station, request.acknowledged_seq(), rng));
  ASSIGN_OR_RETURN(const uint64_t counted, HearCounts(txn, act, station, request));
  response.set_day_count_seq(counted);
  return response;
}

}  // namespace

absl::StatusOr<access::Actor> Printers::CheckStation(std::string_view station_id, uint64_t epoch,
                                                     std::string_view text, std::string_view signature) {
  ASSIGN_OR_RETURN(const StationRow station, storage::ViewFor<StationRow>(store_, [&](Snapshot& snapshot) {
                     return printers::GetStation(snapshot, station_id);
                   }));
  RETURN_IF_ERROR(CheckProof(station, epoch, text, signature));
  return access::Actor{
      .identity = SubjectOf(station), .role = access::Role::kStation, .scope = station.office()};
}

absl::StatusOr<v1::RegisterStationResponse> Printers::RegisterStation(
    const Act& act, const v1::RegisterStationRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(access::CheckScope(act.actor, request.station().office()));
  RETURN_IF_ERROR(ValidateRegisterStation(request));
  return Change<v1::RegisterStationResponse>(store_, act, "printers.register_station",
                                             [&](Txn& txn) { return Register(txn, act, request); });
}

absl::StatusOr<v1::SetStationEnabledResponse> Printers::SetStationEnabled(
    const Act& act, const v1::SetStationEnabledRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateSetStationEnabled(request));
  return Change<v1::SetStationEnabledResponse>(store_, act, "printers.set_station_enabled",
                                               [&](Txn& txn) { return Enable(txn, act, request); });
}

absl::StatusOr<v1::SetPrinterResponse> Printers::SetPrinter(const Act& act,
                                                            const v1::SetPrinterRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateSetPrinter(request));
  return Change<v1::SetPrinterResponse>(store_, act, "printers.set_printer",
                                        [&](Txn& txn) { return Set(txn, act, request); });
}

absl::StatusOr<v1::HeartbeatResponse> Printers::Heartbeat(const Act& act,
                                                          const v1::HeartbeatRequest& request) {
  RETURN_IF_ERROR(CheckIsStation(act, request.station_id()));
  RETURN_IF_ERROR(ValidateHeartbeat(request));
  ASSIGN_OR_RETURN(v1::HeartbeatResponse response,
                   storage::UpdateFor<v1::HeartbeatResponse>(store_, "printers.heartbeat", [&](Txn& txn) {
                     return HearStation(txn, act, request, rng_);
                   }));
  const int64_t fifth = absl::ToInt64Milliseconds(kHeartbeatInterval) / 5;
  const int64_t millis = 4 * fifth + static_cast<int64_t>(rng_.Below(static_cast<uint64_t>(2 * fifth)));
  response.mutable_next_heartbeat_after()->set_seconds(millis / 1000);
  response.mutable_next_heartbeat_after()->set_nanos(static_cast<int32_t>(millis % 1000 * 1'000'000));
  const int64_t micros = absl::ToUnixMicros(act.now);
  response.mutable_server_time()->set_seconds(micros / 1'000'000);
  response.mutable_server_time()->set_nanos(static_cast<int32_t>(micros % 1'000'000 * 1000));
  if (blocked_page_ == nullptr) return response;
  using Page = std::optional<v1::BlockedBlanks>;
  ASSIGN_OR_RETURN(const Page page, storage::ViewFor<Page>(store_, [&](Snapshot& snapshot) {
                     return blocked_page_(snapshot, request);
                   }));
  if (page.has_value()) *response.mutable_blocked_blanks() = *page;
  return response;
}

absl::StatusOr<v1::GetStationResponse> Printers::GetStation(const Act& act, std::string_view station_id) {
  using Response = v1::GetStationResponse;
  return storage::ViewFor<Response>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Response> {
    ASSIGN_OR_RETURN(const StationRow station, StationFor(snapshot, act, station_id));
    ASSIGN_OR_RETURN(const int64_t day, DayAt(snapshot, station, act.now));
    ASSIGN_OR_RETURN(const std::vector<PrinterRow> printers, PrintersOf(snapshot, station_id));
    Response response;
    *response.mutable_station() = ToApi(station, act.now);
    for (const PrinterRow& printer : printers)
      *response.add_printers() = ToApi(station, printer, {act.now, day});
    ASSIGN_OR_RETURN(const std::vector<v1::DayCount> counts, CountsOf(snapshot, station_id));
    response.mutable_day_counts()->Assign(counts.begin(), counts.end());
    return response;
  });
}

}  // namespace blangko::printers
