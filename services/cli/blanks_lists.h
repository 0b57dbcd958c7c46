// blangko blanks add-list|list|check|missing|trail: the sender's list of chips, what lacks, the trail of one blank.
//
// Threads: one.
#pragma once

#include "services/cli/menu.h"

namespace blangko::cli {

void AddBlankListCommands(Menu& menu, Menu::Command group);

}  // namespace blangko::cli
