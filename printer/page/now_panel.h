// The first thing on the station's page: what is to be done now, with one clear button.
//
// In this order: who is there, a printer to be cleared, the day's first count, the card to be printed by hand, cards to
// look at, what keeps the printer from printing, doubtful cards, a pause; else that nothing is to be done.
// Threads: the page's.
#pragma once

#include <string>

#include "printer/page/screen.h"

namespace blangko::printer {

std::string NowPanel(const Screen& screen);
// Whether that is the oldest card that waits for a look; else the list of those cards begins with it.
bool AsksForTheFirstLook(const Screen& screen);
// The form of the day's first count.
std::string OpenDayForm(const Screen& screen);

}  // namespace blangko::printer
