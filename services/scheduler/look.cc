#include "services/scheduler/look.h"

#include "base/dotted_version.h"
#include "base/status_macros.h"
#include "services/access/offices.h"
#include "services/scheduler/limits.h"
#include "services/scheduler/policy_table.h"
#include "services/scheduler/pull_check.h"
#include "services/scheduler/station_desk.h"
#include "services/stock/stock_table.h"

namespace blangko::scheduler {
namespace {

// CheckMayTake, from outside of a transaction.
absl::Status CheckRoom(storage::Snapshot& snapshot, const access::Act& act, const Look& look,
                       const printers::PrinterRow& printer, GrantMode mode) {
  ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(snapshot, look.station.office()));
  ASSIGN_OR_RETURN(const rows::v1::Policy policy, PolicyOf(snapshot, look.station.office(), act.now));
  return CheckMayTake(look.station, printer, mode, policy.window_batch(), access::OfficeDay(zone, act.now))
      .status();
}

// The oldest version that has a blank at one of the station's sites.
absl::StatusOr<std::string> NeededAt(storage::Snapshot& snapshot, const printers::StationRow& station) {
  std::string needed;
  for (const std::string& site : station.sites()) {
    ASSIGN_OR_RETURN(const std::string here,
                     stock::NeededVersion(snapshot, site, station.application_version()));
    if (!here.empty() && (needed.empty() || CompareVersions(here, needed) < 0)) needed = here;
  }
  return needed;
}

}  // namespace

absl::StatusOr<Look> LookAt(storage::Snapshot& snapshot, storage::HeadHint* heads, const access::Act& act,
                            const LookFor& wanted) {
  Look look;
  ASSIGN_OR_RETURN(look.station, StationFor(snapshot, act.actor, wanted.station_id));
  ASSIGN_OR_RETURN(const printers::AwaitedJournals awaited, printers::AwaitedJournals::Read(snapshot));
  RETURN_IF_ERROR(awaited.CheckStation(wanted.station_id));
  ASSIGN_OR_RETURN(look.found, WasServed(snapshot, act));
  if (look.found) return look;
  ASSIGN_OR_RETURN(printers::PrinterRow printer,
                   printers::GetPrinter(snapshot, wanted.station_id, wanted.printer_id));
  bool news = false;
  if (wanted.looks != nullptr) {
    ASSIGN_OR_RETURN(const int32_t waiting, CountWaiting(snapshot, printer, *wanted.looks));
    news = waiting != printer.looks();
    printer.set_looks(waiting);
  }
  RETURN_IF_ERROR(CheckRoom(snapshot, act, look, printer, wanted.mode));
  ASSIGN_OR_RETURN(look.reason, LookForWork(snapshot, heads, act.now, look.station, printer));
  look.found = news || look.reason.empty();
  if (look.reason == NameOf(SkipCause::kApplicationTooOld)) {
    ASSIGN_OR_RETURN(look.needed_version, NeededAt(snapshot, look.station));
  }
  return look;
}

}  // namespace blangko::scheduler
