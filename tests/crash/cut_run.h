// CutRun: one run of the campaign "power": a real server on a disk whose power is cut again and again, at random moments and
// while it opens, under the hands of clerks who change things. After each cut it must serve all that was acknowledged.
//
// Every thread of the server is stopped before the cut: so no answer leaves after it, and no sync is under way.
// Failure: an error means that the run could not be held. Threads: Run belongs to one thread and starts one for each clerk.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "tests/crash/results.h"

namespace blangko::crash {

struct CutPlan {
  std::string bin;     // folder of the programs
  std::string folder;  // of this run; empty or not there
  std::string plant;   // name of a planted bug; the twin runs instead
  uint64_t seed = 0;
  int cuts = 2;
};

// PrepareForCuts (cut_disk.h) comes first.
absl::StatusOr<RunResult> HoldCutRun(const CutPlan& plan);

}  // namespace blangko::crash
