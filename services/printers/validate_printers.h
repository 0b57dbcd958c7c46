// Validation of requests about stations and printers: pure, before anything is read.
//
// Failure: INVALID_FIELD with field, got and want. Threads: pure.
#pragma once

#include "absl/status/status.h"
#include "blangko/printers/v1/printers_service.pb.h"

namespace blangko::printers {

absl::Status ValidateRegisterStation(const v1::RegisterStationRequest& request);
absl::Status ValidateSetStationEnabled(const v1::SetStationEnabledRequest& request);
absl::Status ValidateSetPrinter(const v1::SetPrinterRequest& request);
absl::Status ValidateHeartbeat(const v1::HeartbeatRequest& request);

}  // namespace blangko::printers
