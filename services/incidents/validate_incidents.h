// Pure checks of the requests about incidents.
//
// Failure: INVALID_FIELD with field, got and want. Threads: pure.
#pragma once

#include "absl/status/status.h"
#include "blangko/incidents/v1/incidents_service.pb.h"

namespace blangko::incidents {

absl::Status ValidateSettle(const v1::SettleIncidentRequest& request);

}  // namespace blangko::incidents
