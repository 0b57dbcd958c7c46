// CutJudgement: whether a server that is in SAFE mode after a power cut may be. The commit witness is synced at most
// every 5 ms, so it may speak of a loss only where the lost changes were acknowledged in the last 5 ms before the cut.
//
// Threads: pure.
#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "tests/crash/mutator.h"

namespace blangko::crash {

inline constexpr absl::Duration kWitnessMayLag = absl::Milliseconds(5);

// `missing` names the groups as the server does: "12-15", "12-unknown", or "?" when it cannot. A line for everything that
// SAFE mode does not excuse; none means that it is honest.
std::vector<std::string> JudgeSafeMode(const std::string& missing,
                                       const std::vector<Acknowledgement>& answers, absl::Time cut);

}  // namespace blangko::crash
