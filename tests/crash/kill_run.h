// KillRun: one run of the campaign "kill": a server and a station at work, both killed at random moments and started
// again, a clerk who changes things all the time, and a person who looks into the tray; then the judgement. Instead of a
// kill the power of the server's disk may be cut (cut_disk.h): then what it had not synced is gone too.
//
// Failure: an error means that the run could not be held (a program is missing, a port is taken); what it found out is
// in the result. Threads: Run belongs to one thread and starts one for the clerk.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "tests/crash/results.h"

namespace blangko::crash {

struct KillPlan {
  std::string bin;     // folder of the programs
  std::string folder;  // of this run; empty or not there
  std::string plant;   // name of a planted bug; the twins run instead
  uint64_t seed = 0;
  int cards = 40;  // records that wait at the start
  int kills = 4;
  bool power_cuts = false;  // where the server is killed; PrepareForCuts comes first
};

absl::StatusOr<RunResult> HoldKillRun(const KillPlan& plan);

}  // namespace blangko::crash
