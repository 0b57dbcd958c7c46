// The running print station: opens the directory, knows the server, and turns the agent until it is told to stop.
//
// Failure: of the disk, a refused registration, or a wrong option; an absent server is no failure. Threads: one.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "base/clock.h"
#include "base/rng.h"
#include "base/stop_flag.h"
#include "printer/agent/agent.h"
#include "printer/program/station_options.h"

namespace blangko::printer {

// What a run leaves behind.
struct RunReport {
  std::string station_id;
  AgentCounts counts;
  std::vector<RefusedFact> refused;  // kept in the journal
  size_t reported = 0;               // outcomes that were waiting in the journal and that the server now has
  size_t unreported = 0;             // outcomes that the server does not have, the refused ones among them
  bool complete =
      true;  // false when a run for a number of cards ended before them, or the server refused facts
};

// Returns after a stop, or after the wanted cards: the card in hand is finished, the rest given back and reported.
// A run for a number of cards also ends when it cannot go on before a person has acted.
// Without a station's id in the options it is that of the journal.
absl::StatusOr<RunReport> RunStation(const StationOptions& wanted, const Clock& clock, Rng& rng,
                                     const StopFlag& stop);

// The same for the screen, with what a person does next.
std::string TextOf(const RunReport& report, const StationOptions& options);

// 0, 1 for what a person has to do first, 3 when the server did not take what was to be reported.
int ExitCodeOf(const RunReport& report, const StationOptions& options);

}  // namespace blangko::printer
