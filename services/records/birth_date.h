// Birth dates as they are stored: YYYY-MM-DD.
// Failure: nothing for a text of another form or a day that does not exist. Threads: pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/time/civil_time.h"

namespace blangko::records {

std::optional<absl::CivilDay> ParseBirthDate(std::string_view text);
std::string FormatBirthDate(absl::CivilDay day);

// The day, unless it does not exist (2017-02-30).
std::optional<absl::CivilDay> ExactDay(int year, int month, int day);

}  // namespace blangko::records
