// `blangko-station clock`: shows whether the machine's date can be right, and takes a person's word that it is. Each
// answers the text for the screen.
//
// Failure: NOT_FOUND for a directory without a station, else what AskStation says. Threads: one.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "base/clock.h"
#include "printer/program/ask_station.h"
#include "printer/program/station_options.h"

namespace blangko::printer {

// Reads alone, so it works beside a running agent too.
absl::StatusOr<std::string> ShowClock(const StationOptions& options, const Clock& machine);

absl::StatusOr<std::string> ConfirmClock(const StationOptions& options, const AskParties& parties);

}  // namespace blangko::printer
