// blangko jobs resolve|void: what became of a doubtful card, and of those of a lost station.
//
// Threads: one.
#pragma once

#include "services/cli/menu.h"

namespace blangko::cli {

void AddJobsDecisions(Menu& menu, Menu::Command group);

}  // namespace blangko::cli
