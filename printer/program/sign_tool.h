// Signs a request as this station would, for clients that cannot: buf curl, scripts, a person who looks for a fault.
//
// Failure: INVALID_ARGUMENT for an unknown message or JSON that does not fit it; else as the station's key.
// Threads: one.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "printer/program/station_options.h"

namespace blangko::printer {

struct SignOptions {
  std::string message;  // full name of the request: blangko.scheduler.v1.PullJobsRequest
  std::string json;     // the request
};

// The header line "blangko-station-bin: …" that belongs to exactly this request.
absl::StatusOr<std::string> SignRequest(const StationOptions& station, const SignOptions& request);

}  // namespace blangko::printer
