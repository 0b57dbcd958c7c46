// Campaign: random histories until so many movements were made, and whether they tried what can happen.
//
// Threads: one.
#pragma once

#include <cstdint>
#include <string>

#include "tests/stock/history.h"

namespace blangko::proof {

inline constexpr int kStepsOfAHistory = 200;

struct CampaignResult {
  Tally tally = {};
  uint64_t first_seed = 1;
  uint64_t last_seed = 0;
  double seconds = 0;
  std::string apart = "";  // the first disagreement; "" = none
};

CampaignResult RunCampaign(int64_t movements, uint64_t first_seed);

// What was tried too seldom; "" when each command was done and refused at least `least` times. A fact of a station is
// never refused.
std::string TriedTooSeldom(const Tally& tally, int64_t least);

// For people: how often each command was done, and refused for which reason.
std::string Show(const CampaignResult& result);

}  // namespace blangko::proof
