// `blangko-station day show`: every count of blanks that a station's journal holds, for the screen.
//
// Reads only and needs no lock, so a running agent is not disturbed. Failure: as `journal verify`. Threads: one.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "printer/program/station_options.h"

namespace blangko::printer {

absl::StatusOr<std::string> ShowDays(const StationOptions& options);

}  // namespace blangko::printer
