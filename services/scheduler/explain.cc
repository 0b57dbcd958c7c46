#include "services/scheduler/explain.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/access/offices.h"
#include "services/incidents/incident_table.h"
#include "services/printers/awaited_journals.h"
#include "services/printers/health.h"
#include "services/printers/station_table.h"
#include "services/records/hold_reason.h"
#include "services/records/person_incident.h"
#include "services/records/record_view.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/explain_ahead.h"
#include "services/scheduler/explain_staff.h"
#include "services/scheduler/explain_text.h"
#include "services/scheduler/place_name.h"
#include "services/scheduler/policy.h"
#include "services/scheduler/policy_table.h"
#include "services/scheduler/waiting_cards.h"
#include "services/scheduler/wire_time.h"
#include "services/stock/stock_table.h"

namespace blangko::scheduler {
namespace {

using records::RecordRow;
using rows::v1::Policy;

std::string GateOf(const RecordRow& record) {
  if (record.state() == rows::v1::RECORD_STATE_HELD) return "HOLD";
  if (record.state() != rows::v1::RECORD_STATE_NOT_READY) return "OPEN";
  return record.upstream() == rows::v1::UPSTREAM_STATUS_PRINT_READY_RECORD ? "UNDER_17" : "UPSTREAM";
}

// Whatever else may be wrong with it: without a new ribbon or film it cannot work.
bool WantsRibbon(const printers::StationRow& station, const printers::PrinterRow& printer) {
  return ReasonOf(printers::CheckUsable(station, printer)) == TextOf(Reason::kRibbonEmpty).name;
}

// It prints on as soon as somebody has looked at the cards in its tray.
bool OnlyWaitsForLooks(printers::PrinterRow printer, const printers::StationRow& station) {
  auto& reasons = *printer.mutable_reasons();
  const auto full = std::remove(reasons.begin(), reasons.end(), "output-area-full");
  if (full == reasons.end()) return false;
  reasons.erase(full, reasons.end());
  printer.set_state(printers::v1::PRINTER_STATE_IDLE);
  return printers::CheckUsable(station, printer).ok();
}

// Why no printer of the site can take a job: RIBBON (one has none left), PRINTER (held or stopped, or there is
// none), LINK (every station that serves the site is silent); "" when one can.
absl::StatusOr<std::string> PrinterTrouble(storage::Snapshot& snapshot, const std::string& site,
                                           absl::Time now) {
  std::vector<printers::StationRow> serving;
  RETURN_IF_ERROR(printers::VisitStations(snapshot, "", [&](const printers::StationRow& station) {
    const auto& sites = station.sites();
    if (std::find(sites.begin(), sites.end(), site) != sites.end()) serving.push_back(station);
    return true;
  }));
  bool all_silent = !serving.empty();
  bool wants_ribbon = false;
  for (const printers::StationRow& station : serving) {
    ASSIGN_OR_RETURN(const auto found, printers::PrintersOf(snapshot, station.station_id()));
    for (const printers::PrinterRow& printer : found) {
      const auto health = printers::HealthOf(station, printer, now);
      const bool down = health == printers::v1::PRINTER_HEALTH_DOWN;
      const bool works = health == printers::v1::PRINTER_HEALTH_HEALTHY;
      if (works || (down && OnlyWaitsForLooks(printer, station))) return std::string();
      wants_ribbon = wants_ribbon || (down && WantsRibbon(station, printer));
    }
    all_silent = all_silent && station.enabled() && printers::IsSilent(station, now);
  }
  if (wants_ribbon) return std::string("RIBBON");
  return std::string(all_silent ? "LINK" : "PRINTER");
}

// There are blanks for the record, and no station of its site has an application that can encode one.
absl::StatusOr<bool> IsApplicationTooOld(storage::Snapshot& snapshot, const RecordRow& record) {
  const auto count = [&](const stock::ApplicationVersion& version) {
    return stock::CountFree(snapshot, record.site(), record.request_type(), record.blank_type(), version);
  };
  ASSIGN_OR_RETURN(const int64_t for_some, count({}));
  if (for_some == 0) return false;
  std::vector<std::string> versions;
  RETURN_IF_ERROR(printers::VisitStations(snapshot, "", [&](const printers::StationRow& station) {
    const auto& sites = station.sites();
    const bool serves = std::find(sites.begin(), sites.end(), record.site()) != sites.end();
    if (serves && station.enabled()) versions.push_back(station.application_version());
    return true;
  }));
  for (const std::string& version : versions) {
    ASSIGN_OR_RETURN(const int64_t here, count(version));
    if (here > 0) return false;
  }
  return !versions.empty();
}

absl::Status FillPlace(storage::Snapshot& snapshot, const RecordRow& record, const Policy& policy,
                       absl::Time now, v1::ExplainRecordResponse& answer) {
  if (record.state() != rows::v1::RECORD_STATE_READY) return absl::OkStatus();
  ASSIGN_OR_RETURN(const Ahead ahead, AheadOf(snapshot, record, policy, now));
  answer.set_rank(ahead.rank);
  answer.set_ahead(ahead.cards);
  for (const std::string& what : ahead.waits_for) answer.add_waits_for(what);
  return absl::OkStatus();
}

absl::Status FillWaitsFor(storage::Snapshot& snapshot, const RecordRow& record, absl::Time now,
                          v1::ExplainRecordResponse& answer) {
  if (answer.gate() != "OPEN") answer.add_waits_for(answer.gate());
  ASSIGN_OR_RETURN(const absl::Time looked_for, WaitsSince(snapshot, record));
  const bool is_out = looked_for != absl::InfiniteFuture();
  if (is_out || record.state() == rows::v1::RECORD_STATE_UNCERTAIN) answer.add_waits_for("CHECK");
  ASSIGN_OR_RETURN(const auto open, records::OpenAboutPersonOf(snapshot, record));
  if (open.has_value()) answer.add_waits_for("INCIDENT");
  const bool collect = record.state() == rows::v1::RECORD_STATE_PRINTED && !open.has_value();
  if (collect) answer.add_waits_for("COLLECT");
  if (record.state() != rows::v1::RECORD_STATE_READY) return absl::OkStatus();
  ASSIGN_OR_RETURN(const printers::AwaitedJournals awaited, printers::AwaitedJournals::Read(snapshot));
  if (awaited.IsClosed(record.site())) answer.add_waits_for(std::string(TextOf(Reason::kSiteClosed).name));
  if (answer.available_blanks() <= answer.ahead()) answer.add_waits_for("BLANKS");
  ASSIGN_OR_RETURN(const bool too_old, IsApplicationTooOld(snapshot, record));
  if (too_old) answer.add_waits_for(std::string(TextOf(Reason::kApplicationTooOld).name));
  ASSIGN_OR_RETURN(const std::string trouble, PrinterTrouble(snapshot, record.site(), now));
  if (!trouble.empty()) answer.add_waits_for(trouble);
  return absl::OkStatus();
}

// What only staff and auditors are told.
absl::Status FillForStaff(storage::Snapshot& snapshot, const RecordRow& record,
                          v1::ExplainRecordResponse& answer) {
  ASSIGN_OR_RETURN(const records::v1::Record view, records::FullView(snapshot, record));
  ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(snapshot, record.site()));
  if (record.state() == rows::v1::RECORD_STATE_HELD) *answer.mutable_hold() = view.hold();
  ASSIGN_OR_RETURN(const auto about, incidents::AllOpenAbout(snapshot, record.record_id()));
  for (const incidents::IncidentRow& incident : about) {
    answer.add_open_incidents(absl::StrCat(incident.number()));
  }
  ASSIGN_OR_RETURN(const auto of_person, records::OpenAboutPersonOf(snapshot, record));
  const bool of_another = of_person.has_value() && answer.open_incidents().empty();
  if (of_another) answer.add_open_incidents(absl::StrCat(of_person->number()));
  FillStaffSentences({.record = view,
                      .gate = absl::FromUnixMicros(record.gate_micros()),
                      .needs_look = records::NeedsLook(record.hold().reason()),
                      .zone = zone},
                     answer);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::ExplainRecordResponse> ExplainIn(storage::Snapshot& snapshot, const access::Act& act,
                                                    const RecordRow& record) {
  v1::ExplainRecordResponse answer;
  ASSIGN_OR_RETURN(const Policy policy, PolicyOf(snapshot, record.site(), act.now));
  answer.set_record_id(record.record_id());
  answer.set_state(static_cast<records::v1::RecordState>(record.state()));
  answer.set_gate(GateOf(record));
  answer.set_class_id(record.class_id());
  const rows::v1::PolicyClass* policy_class = FindClass(policy, record.class_id());
  if (policy_class != nullptr) answer.set_class_name(policy_class->name());
  *answer.mutable_key_time() = ToWire(record.key_micros());
  ASSIGN_OR_RETURN(const int64_t blanks,
                   stock::CountFree(snapshot, record.site(), record.request_type(), record.blank_type()));
  answer.set_available_blanks(blanks);
  answer.set_stop_request(record.stop_request());
  RETURN_IF_ERROR(FillPlace(snapshot, record, policy, act.now, answer));
  RETURN_IF_ERROR(FillWaitsFor(snapshot, record, act.now, answer));
  ASSIGN_OR_RETURN(const std::string place, PlaceName(snapshot, record.site()));
  FillSentences(answer, place);
  if (act.actor.role == access::Role::kStation) {
    answer.clear_stop_request();
    return answer;
  }
  RETURN_IF_ERROR(FillForStaff(snapshot, record, answer));
  return answer;
}

}  // namespace blangko::scheduler
