// FactIncident: the incident of a fact that was booked although it does not fit, and its end by a decision.
//
// Failure: storage errors. Threads: borrows one Txn.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "services/incidents/incident_table.h"
#include "services/scheduler/outcome.h"
#include "services/scheduler/record_edit.h"

namespace blangko::scheduler {

// The outcome of an attempt as it is known now; empty = none.
std::string KnownOutcome(const records::RecordRow& record, uint32_t attempt);

struct FactSaid {
  uint32_t attempt = 0;
  std::string station_id;
  std::string known;  // before the fact was booked
};
absl::Status OpenFor(Work& work, const records::RecordRow& record, incidents::Kind kind, const FactSaid& said,
                     const Finding& finding);

// What was said of the card whose incident is open already, and is none by itself.
absl::Status HearWordFor(Work& work, const records::RecordRow& record, const FactSaid& said,
                         const Finding& finding);

// Who looked at the card, or two persons, have decided what became of it.
absl::Status SettleFor(Work& work, const records::RecordRow& record, uint32_t attempt, const Finding& finding,
                       incidents::Decided decided = incidents::Decided::kOwnCard);

}  // namespace blangko::scheduler
