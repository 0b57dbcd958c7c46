// The running print station: opens the directory, knows the server, and turns the agent until it is told to stop.
//
// Failure: of the disk, a refused registration, or a wrong option; an absent server is no failure. Threads: one.
#pragma once

#include "absl/status/statusor.h"
#include "base/clock.h"
#include "base/rng.h"
#include "base/stop_flag.h"
#include "printer/agent.h"
#include "printer/station_options.h"

namespace blangko::printer {

// Returns after a stop, or after the wanted cards: the card in hand is finished, the rest given back and reported.
absl::StatusOr<AgentCounts> RunStation(const StationOptions& options, const Clock& clock, Rng& rng,
                                       const StopFlag& stop);

}  // namespace blangko::printer
