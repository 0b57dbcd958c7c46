// Alarms of the page: what must be seen before anything else is done.
//
// Threads: pure functions.
#pragma once

#include <string>

#include "printer/page/screen.h"

namespace blangko::printer {

// Why this station may not work, and what ends it; empty while the server believes its journal.
std::string QuarantineAlarm(const Screen& screen);
bool IsQuarantined(const StationView& view);

// Why the card in hand must not be printed, and what can be done with it; empty while it may be.
std::string StopAlarm(const Screen& screen);

}  // namespace blangko::printer
