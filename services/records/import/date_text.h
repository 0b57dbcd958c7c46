// Dates as lists write them: YYYY-MM-DD, DD-MM-YYYY or DD/MM/YYYY, each with an optional HH:MM[:SS]; or RFC 3339.
//
// Failure: nothing for a text of another form or a moment that does not exist (31 April, 25 o'clock). Threads: pure.
#pragma once

#include <optional>
#include <string_view>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace blangko::records {

inline constexpr std::string_view kDateForms =
    "YYYY-MM-DD, DD-MM-YYYY or DD/MM/YYYY, with or without HH:MM[:SS]";

std::optional<absl::CivilDay> ParseDate(std::string_view text);

// A text without a time is the start of that day. `zone` is the office's.
std::optional<absl::Time> ParseMoment(std::string_view text, const absl::TimeZone& zone);

}  // namespace blangko::records
