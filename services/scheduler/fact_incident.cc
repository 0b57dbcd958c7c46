#include "services/scheduler/fact_incident.h"

#include "absl/strings/str_cat.h"

namespace blangko::scheduler {
namespace {

std::string NameOf(v1::Outcome outcome) { return v1::Outcome_Name(outcome).substr(sizeof("OUTCOME_") - 1); }

incidents::IncidentRow WordOf(const records::RecordRow& record, const FactSaid& said,
                              const Finding& finding) {
  incidents::IncidentRow incident;
  incident.set_office(record.site());
  incident.set_record_id(record.record_id());
  incident.set_attempt(said.attempt);
  incident.set_station_id(said.station_id);
  incident.set_known(said.known);
  incident.set_said(NameOf(finding.outcome));
  incident.set_evidence(finding.evidence);
  incident.set_looked_by(finding.looked_by);
  incident.set_blank_uid(finding.blank_uid);
  return incident;
}

}  // namespace

std::string KnownOutcome(const records::RecordRow& record, uint32_t attempt) {
  for (const rows::v1::Attempt& known : record.attempts()) {
    if (known.number() == attempt) return known.outcome();
  }
  return "";
}

absl::Status OpenFor(Work& work, const records::RecordRow& record, incidents::Kind kind, const FactSaid& said,
                     const Finding& finding) {
  incidents::IncidentRow incident = WordOf(record, said, finding);
  incident.set_kind(static_cast<uint32_t>(kind));
  return incidents::OpenIncident(work.txn, work.act, std::move(incident));
}

absl::Status HearWordFor(Work& work, const records::RecordRow& record, const FactSaid& said,
                         const Finding& finding) {
  return incidents::HearWord(work.txn, work.act, WordOf(record, said, finding));
}

absl::Status SettleFor(Work& work, const records::RecordRow& record, uint32_t attempt, const Finding& finding,
                       incidents::Decided decided) {
  const std::string& by = finding.looked_by.empty() ? work.act.actor.identity : finding.looked_by;
  return incidents::SettleByDecision(work.txn, record.record_id(), attempt, by, work.act.now,
                                     absl::StrCat("RESOLVED_", NameOf(finding.outcome)), decided);
}

}  // namespace blangko::scheduler
