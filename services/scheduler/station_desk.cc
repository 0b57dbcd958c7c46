#include "services/scheduler/station_desk.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/access/event_log.h"
#include "services/access/offices.h"
#include "services/refusal/refusal.h"
#include "storage/key_codec.h"

namespace blangko::scheduler {
namespace {

std::string IdentityOf(std::string_view station_id) { return absl::StrCat("station:", ToAbsl(station_id)); }

absl::Status OutOfScope(const access::Actor& actor) {
  return Refuse(Reason::kOutOfScope, {{"actor", actor.identity}});
}

}  // namespace

absl::Status CheckActsFor(const access::Actor& actor, const printers::StationRow& station) {
  if (actor.role == access::Role::kStation) {
    if (actor.identity == IdentityOf(station.station_id()) || Planted("skip-scope-check"))
      return absl::OkStatus();
    return OutOfScope(actor);
  }
  RETURN_IF_ERROR(access::CheckStaff(actor));
  return access::CheckScope(actor, station.office());
}

absl::StatusOr<printers::StationRow> StationFor(storage::Snapshot& snapshot, const access::Actor& actor,
                                                std::string_view station_id) {
  // Another station learns nothing, not even whether this one exists.
  const bool other = actor.role == access::Role::kStation && actor.identity != IdentityOf(station_id);
  if (other && !Planted("skip-scope-check")) return OutOfScope(actor);
  ASSIGN_OR_RETURN(printers::StationRow station, printers::GetStation(snapshot, station_id));
  RETURN_IF_ERROR(CheckActsFor(actor, station));
  return station;
}

bool Serves(const printers::StationRow& station, std::string_view site) {
  if (Planted("skip-scope-check")) return true;
  return std::find(station.sites().begin(), station.sites().end(), site) != station.sites().end();
}

absl::StatusOr<StationDesk> StationDesk::Open(storage::Txn& txn, const access::Act& act,
                                              std::string_view station_id) {
  ASSIGN_OR_RETURN(StationDesk desk, OpenAwaited(txn, act, station_id));
  if (act.actor.role == access::Role::kStation) RETURN_IF_ERROR(desk.awaited_.CheckStation(station_id));
  return desk;
}

absl::StatusOr<StationDesk> StationDesk::OpenAwaited(storage::Txn& txn, const access::Act& act,
                                                     std::string_view station_id) {
  ASSIGN_OR_RETURN(printers::StationRow station, StationFor(txn, act.actor, station_id));
  ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(txn, station.office()));
  ASSIGN_OR_RETURN(printers::AwaitedJournals awaited, printers::AwaitedJournals::Read(txn));
  StationDesk desk(txn, std::move(station), std::move(awaited));
  desk.day_ = access::OfficeDay(zone, act.now);
  if (act.actor.role == access::Role::kStation) desk.fact_epoch_ = desk.station_.epoch();
  return desk;
}

absl::StatusOr<printers::PrinterRow*> StationDesk::Printer(std::string_view printer_id) {
  auto found = printers_.find(printer_id);
  if (found == printers_.end()) {
    ASSIGN_OR_RETURN(printers::PrinterRow row,
                     printers::GetPrinter(*txn_, station_.station_id(), printer_id));
    found = printers_.emplace(std::string(printer_id), std::move(row)).first;
  }
  return &found->second;
}

absl::StatusOr<printers::PrinterRow*> StationDesk::PrinterOrNew(std::string_view printer_id) {
  absl::StatusOr<printers::PrinterRow*> known = Printer(printer_id);
  if (known.ok() || ReasonOf(known.status()).empty()) return known;
  printers::PrinterRow row;
  row.set_station_id(station_.station_id());
  row.set_printer_id(std::string(printer_id));
  return &printers_.emplace(std::string(printer_id), std::move(row)).first->second;
}

void StationDesk::NoteSeq(uint64_t seq) {
  if (fact_epoch_ == 0 || seq <= station_.last_seq()) return;
  station_.set_last_seq(seq);
  station_changed_ = true;
}

absl::Status StationDesk::CheckTrusted() const {
  return fact_epoch_ == 0 ? absl::OkStatus() : printers::CheckTrusted(station_);
}

absl::Status StationDesk::PutInQuarantine(const access::Act& act, const printers::QuarantineRow& quarantine) {
  if (station_.has_quarantine() || Planted("fork-unnoticed")) return absl::OkStatus();
  *station_.mutable_quarantine() = quarantine;
  station_changed_ = true;
  put_in_quarantine_ = true;
  rows::v1::LogEntry entry =
      access::EntryOf(act, absl::StrCat("station:", station_.station_id()), "STATION_QUARANTINED");
  entry.set_detail(absl::StrCat(quarantine.reason(), " fact ", quarantine.seq()));
  return access::AppendEvent(*txn_, act, station_.office(), entry).status();
}

void StationDesk::Save() {
  if (station_changed_) printers::PutStation(*txn_, station_);
  for (const auto& [id, printer] : printers_) printers::PutPrinter(*txn_, printer);
}

std::string PermitKey(std::string_view station_id, std::string_view printer_id, std::string_view record_id) {
  return storage::KeyWriter(storage::Table::kPermit).Text(station_id).Text(printer_id).Text(record_id).Take();
}

}  // namespace blangko::scheduler
