// DamageRun: one run of the campaign "damage": a server is killed while a clerk changes things, one of its files is damaged,
// and it is started again. It must either notice, and serve nobody, or hold every acknowledged change.
//
// Failure: an error means that the run could not be held. Threads: Run belongs to one thread and starts one for the clerk.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "tests/crash/disk_damage.h"
#include "tests/crash/results.h"

namespace blangko::crash {

struct DamagePlan {
  std::string bin;     // folder of the programs
  std::string folder;  // of this run; empty or not there
  std::string plant;   // name of a planted bug; the twin runs instead
  uint64_t seed = 0;
  DiskDamage damage = {};
};

// Labels of the result: file, damage, outcome ("SAFE mode", "serves everything", "ended").
absl::StatusOr<RunResult> HoldDamageRun(const DamagePlan& plan);

}  // namespace blangko::crash
