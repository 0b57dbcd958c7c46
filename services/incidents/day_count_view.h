// What was counted at a station, between row and API.
//
// Failure: none: what a station told is taken as it is, times and words cut to what a row holds. Threads: pure.
#pragma once

#include <string>

#include "blangko/printers/v1/printers.pb.h"
#include "blangko/rows/v1/printers.pb.h"

namespace blangko::incidents {

// Day 20787 since 1970-01-01 -> "2026-11-30"
std::string DayText(int64_t day);

printers::v1::DayCount ToApi(const rows::v1::DayCount& row);
// Without its work day, which the time zone of an office says.
rows::v1::DayCount ToRow(const printers::v1::DayCount& told);

// Something was expected, and another number was counted.
bool Differs(const rows::v1::DayCount& count);

}  // namespace blangko::incidents
