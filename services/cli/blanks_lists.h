// blangko blanks add-list|list|check|missing|trail: the sender's list of chips, what lacks, the trail of one blank.
//
// Threads: one.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/cli/menu.h"
#include "services/cli/session.h"
#include "services/cli/table.h"

namespace blangko::cli {

// What the sender's list says of a chip: its document, lot and pack; no row when none names it.
absl::StatusOr<Table> ListingOf(Session& session, const std::string& uid);

void AddBlankListCommands(Menu& menu, Menu::Command group);

}  // namespace blangko::cli
