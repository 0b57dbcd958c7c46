// Alarms of the page: what must be seen before anything else is done.
//
// Threads: pure functions.
#pragma once

#include <string>

#include "printer/page/screen.h"

namespace blangko::printer {

// What keeps the next card from beginning, and what ends it, each in a section of its own: the server does not believe
// the journal, the server refuses the station, a blank is to be laid or set aside, the encoder is down, the printer took
// no job. Empty when there is nothing of it.
std::string Alarms(const Screen& screen);

// Why the card in hand must not be printed, and what can be done with it; empty while it may be.
std::string StopAlarm(const Screen& screen);

}  // namespace blangko::printer
