// How incidents look on screen and in files.
//
// Threads: pure.
#pragma once

#include "blangko/incidents/v1/incidents.pb.h"
#include "services/cli/table.h"

namespace blangko::cli {

// A grid of its own, or below the sheets of a record.
Table IncidentList(const std::string& title);
void AddIncident(Table& list, const incidents::v1::Incident& incident);

Table IncidentSheet(const incidents::v1::Incident& incident);

}  // namespace blangko::cli
