// Times as the people at a station see them: in the zone of their office, with its name.
//
// Threads: pure.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace blangko::printer {

// UTC for a name that no zone has.
absl::TimeZone ZoneNamed(const std::string& name);
// "WIB", "WITA" or "WIT"; elsewhere what the zone calls itself.
std::string ZoneWord(absl::Time time, absl::TimeZone zone);
// The time in the form that `format` says, and the zone's word.
std::string OfficeTime(absl::string_view format, absl::Time time, absl::TimeZone zone);

}  // namespace blangko::printer
