// An incident as the API shows it.
//
// Failure: none. Threads: pure.
#pragma once

#include "services/incidents/incident_table.h"

namespace blangko::incidents {

v1::Incident ToApi(const IncidentRow& row);

}  // namespace blangko::incidents
