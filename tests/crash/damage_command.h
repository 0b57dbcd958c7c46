// The command `damage` of blangko-campaign: options, the runs one after the other, and the table at the end.
//
// Threads: one.
#pragma once

#include <cstdint>
#include <string>

#include "CLI/CLI.hpp"
#include "tests/crash/damage_run.h"

namespace blangko::crash {

struct DamageOptions {
  DamagePlan plan;  // of every run: programs, plant and the seed of run 0
  int64_t runs = 200;
  std::string file;     // this one alone; empty = all
  std::string plant;    // a bug that must be caught
  std::string results;  // one JSON object a run; gone on with when it is there
  bool keep = false;
};

CLI::App* AddDamage(CLI::App& app, DamageOptions& options);
// The exit code.
int RunDamage(const DamageOptions& options);

}  // namespace blangko::crash
