// The command `poweroff` of blangko-campaign: options, the runs one after the other, and the table at the end.
//
// Threads: one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "tests/crash/power_scene.h"

namespace blangko::crash {

struct PoweroffOptions {
  PowerPlan plan;  // of every run: programs, plant and the seed of run 0
  int64_t runs = 100;
  std::string printer = "both";
  std::string step;     // this one alone; empty = all
  std::string off;      // likewise
  std::string plant;    // a bug that must be caught
  std::string results;  // one JSON object a run; gone on with when it is there
  std::string json;     // the table, one JSON object a row
  bool keep = false;
};

CLI::App* AddPoweroff(CLI::App& app, PoweroffOptions& options);
// The exit code.
int RunPoweroff(const PoweroffOptions& options);

}  // namespace blangko::crash
