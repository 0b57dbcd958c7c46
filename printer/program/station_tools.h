// What `blangko-station` does besides printing and looking: init, clear and decide. Each answers the text for the screen.
//
// Failure: as the parts; `clear` on a directory that an agent holds is handed to that agent. Threads: one.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "base/clock.h"
#include "base/rng.h"
#include "printer/program/ask_station.h"
#include "printer/program/grpc_job_source.h"
#include "printer/program/station_options.h"

namespace blangko::printer {

// FAILED_PRECONDITION when the server is another machine and --insecure was not given.
absl::Status CheckServer(const StationOptions& options);

// Makes the key, prints its public half; with --register tells the server.
absl::StatusOr<std::string> InitStation(const StationOptions& options, const Clock& clock, Rng& rng);

// A person has looked into the printer and taken out what was in it.
absl::StatusOr<std::string> ClearPrinter(const StationOptions& options, const AskParties& parties);

// A person has opened the envelope of a doubtful card.
absl::StatusOr<std::string> DecideCard(const StationOptions& options, const AskParties& parties);

}  // namespace blangko::printer
