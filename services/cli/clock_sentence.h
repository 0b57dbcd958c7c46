// What staff are told while the server's clock cannot be right.
//
// Threads: pure.
#pragma once

#include <string>

#include "absl/time/time.h"
#include "blangko/access/v1/clock_service.pb.h"
#include "services/refusal/words.h"

namespace blangko::cli {

// Empty while the clock is trusted.
std::string ClockSentence(const access::v1::GetClockResponse& clock, const absl::TimeZone& zone,
                          Language language = Language::kIndonesian);

}  // namespace blangko::cli
