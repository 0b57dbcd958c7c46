// The parts of the station's page below what is to be done now.
//
// Threads: the page's.
#pragma once

#include <string>

#include "printer/page/screen.h"

namespace blangko::printer {

// Hasil baik, rusak and perlu diperiksa of one card; `look` is the class of the first button.
std::string LookForm(const Screen& screen, const CardInView& card, const char* look);

std::string LooksPanel(const Screen& screen);   // cards that wait for a look
std::string DoubtsPanel(const Screen& screen);  // perlu diperiksa
std::string DayPanel(const Screen& screen);     // the day's blanks and its counts
std::string NextPanel(const Screen& screen);    // whose turn is next
std::string StatePanel(const Screen& screen);   // link, printer, supplies, power, clock, journal

}  // namespace blangko::printer
