// The command `power` of blangko-campaign: options, the runs one after the other, and the sum at the end.
//
// Threads: one.
#pragma once

#include <cstdint>
#include <string>

#include "CLI/CLI.hpp"
#include "tests/crash/cut_run.h"

namespace blangko::crash {

struct CutOptions {
  CutPlan plan;  // of every run: programs, plant and the seed of run 0
  int64_t runs = 100;
  std::string plant;     // a bug that must be caught
  std::string results;   // one JSON object a run; gone on with when it is there
  bool station = false;  // a station prints meanwhile (kill_run.h)
  bool keep = false;
};

// No run was held, because this machine can have no such disk.
inline constexpr int kSkipped = 77;

CLI::App* AddPowerCuts(CLI::App& app, CutOptions& options);
// The exit code.
int RunPowerCuts(const CutOptions& options);

}  // namespace blangko::crash
