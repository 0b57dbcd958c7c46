#include "services/incidents/incident_view.h"

#include "absl/strings/str_cat.h"
#include "services/access/wire_time.h"
#include "services/incidents/day_count_view.h"

namespace blangko::incidents {

v1::Incident ToApi(const IncidentRow& row) {
  v1::Incident incident;
  incident.set_incident_id(absl::StrCat(row.number()));
  incident.set_kind(static_cast<Kind>(row.kind()));
  incident.set_state(IsOpen(row) ? v1::Incident::STATE_OPEN : v1::Incident::STATE_SETTLED);
  incident.set_office(row.office());
  incident.set_record_id(row.record_id());
  incident.set_attempt(row.attempt());
  incident.set_station_id(row.station_id());
  *incident.mutable_create_time() = access::ToWire(row.since_micros());
  incident.set_known(row.known());
  incident.set_said(row.said());
  incident.set_evidence(row.evidence());
  incident.set_looked_by(row.looked_by());
  incident.set_blank_uid(row.blank_uid());
  incident.set_fact_count(static_cast<int32_t>(FactsOf(row)));
  incident.set_first_said(row.first_said());
  if (row.newest_micros() != 0) *incident.mutable_newest_time() = access::ToWire(row.newest_micros());
  if (row.has_day_count()) *incident.mutable_day_count() = ToApi(row.day_count());
  if (IsOpen(row)) return incident;
  incident.set_settled_by(row.settled_by());
  *incident.mutable_settle_time() = access::ToWire(row.settled_micros());
  incident.set_settle_reason(row.settle_reason());
  return incident;
}

}  // namespace blangko::incidents
