#include "services/incidents/incidents.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/access/once.h"
#include "services/access/rights.h"
#include "services/incidents/day_count_view.h"
#include "services/incidents/incident_table.h"
#include "services/incidents/incident_view.h"
#include "services/incidents/validate_incidents.h"
#include "services/refusal/refusal.h"

namespace blangko::incidents {
namespace {

constexpr char kSettle[] = "incidents.settle";

using Page = PageOf<v1::Incident>;

bool OpenOnly(const v1::ListIncidentsRequest& request) {
  const auto& states = request.states();
  return std::all_of(states.begin(), states.end(),
                     [](int state) { return state == v1::Incident::STATE_OPEN; });
}

template <typename Values>
bool Has(const Values& wanted, int value) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

bool Wanted(const v1::ListIncidentsRequest& request, const v1::Incident& incident) {
  if (request.states().empty() && incident.state() != v1::Incident::STATE_OPEN) return false;
  return Has(request.states(), incident.state()) && Has(request.kinds(), incident.kind()) &&
         access::Covers(request.office(), incident.office()) &&
         (request.record_id().empty() || request.record_id() == incident.record_id());
}

// Adds to a page, which is full when it answers false.
bool AddTo(Page& found, const PageRequest& page, v1::Incident incident) {
  if (found.rows.size() == page.size) {
    found.next = found.rows.back().incident_id();
    return false;
  }
  found.rows.push_back(std::move(incident));
  return true;
}

absl::StatusOr<Page> PageIn(storage::Snapshot& snapshot, const access::Actor& actor,
                            const v1::ListIncidentsRequest& request, const PageRequest& page) {
  uint64_t after = 0;
  if (!page.after.empty() && !absl::SimpleAtoi(page.after, &after)) return Refuse(Reason::kPageTokenInvalid);
  Page found;
  const auto take = [&](const IncidentRow& row) {
    v1::Incident incident = ToApi(row);
    const bool shown = access::Covers(actor.scope, row.office()) && Wanted(request, incident);
    return !shown || AddTo(found, page, std::move(incident));
  };
  if (request.record_id().empty()) {
    RETURN_IF_ERROR(VisitIncidents(snapshot, OpenOnly(request), after, take));
    return found;
  }
  ASSIGN_OR_RETURN(const std::vector<IncidentRow> about, IncidentsAbout(snapshot, request.record_id()));
  for (const IncidentRow& row : about) {
    if (row.number() > after && !take(row)) break;
  }
  return found;
}

absl::StatusOr<IncidentRow> Read(storage::Snapshot& snapshot, const access::Actor& actor,
                                 std::string_view id) {
  ASSIGN_OR_RETURN(const uint64_t number, IncidentNumber(id));
  ASSIGN_OR_RETURN(IncidentRow incident, GetIncident(snapshot, number));
  RETURN_IF_ERROR(access::CheckScope(actor, incident.office()));
  return incident;
}

// "R-1/2", or "rumbai-1 2026-11-30".
std::string AboutWhat(const IncidentRow& incident) {
  if (!IsAboutCount(incident)) return absl::StrCat(incident.record_id(), "/", incident.attempt());
  return absl::StrCat(incident.station_id(), " ", DayText(incident.day_count().work_day()));
}

}  // namespace

absl::StatusOr<Page> Incidents::List(const access::Actor& actor, const v1::ListIncidentsRequest& request,
                                     const PageRequest& page) {
  if (!request.office().empty()) RETURN_IF_ERROR(access::CheckScope(actor, request.office()));
  return storage::ViewFor<Page>(
      store_, [&](storage::Snapshot& snapshot) { return PageIn(snapshot, actor, request, page); });
}

absl::StatusOr<v1::Incident> Incidents::Get(const access::Actor& actor, std::string_view incident_id) {
  return storage::ViewFor<v1::Incident>(
      store_, [&](storage::Snapshot& snapshot) -> absl::StatusOr<v1::Incident> {
        ASSIGN_OR_RETURN(const IncidentRow incident, Read(snapshot, actor, incident_id));
        return ToApi(incident);
      });
}

absl::StatusOr<v1::SettleIncidentResponse> Incidents::SettleIn(storage::Txn& txn, const access::Act& act,
                                                               const v1::SettleIncidentRequest& request) {
  ASSIGN_OR_RETURN(IncidentRow incident, Read(txn, act.actor, request.incident_id()));
  if (!IsOpen(incident)) {
    return Refuse(Reason::kIncidentSettled,
                  {{"incident", request.incident_id()}, {"by", incident.settled_by()}});
  }
  RETURN_IF_ERROR(rule_.Check(txn, incident));
  SettleIncident(txn, incident, act.actor.identity, act.now, request.reason());
  rows::v1::LogEntry entry =
      access::EntryOf(act, absl::StrCat("incident:", incident.number()), "INCIDENT_SETTLED");
  entry.set_detail(absl::StrCat(AboutWhat(incident), ": ", request.reason()));
  RETURN_IF_ERROR(access::AppendEvent(txn, act, incident.office(), entry).status());
  v1::SettleIncidentResponse response;
  *response.mutable_incident() = ToApi(incident);
  return response;
}

absl::StatusOr<v1::SettleIncidentResponse> Incidents::Settle(const access::Act& act,
                                                             const v1::SettleIncidentRequest& request) {
  RETURN_IF_ERROR(access::CheckRight(act.actor, access::Verb::kSettleIncident, access::Right::kAlone));
  RETURN_IF_ERROR(ValidateSettle(request));
  using Response = v1::SettleIncidentResponse;
  return storage::UpdateFor<Response>(store_, kSettle, [&](storage::Txn& txn) {
    return access::Once<Response>(txn, act, kSettle, [&] { return SettleIn(txn, act, request); });
  });
}

}  // namespace blangko::incidents
