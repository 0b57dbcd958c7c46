// blangko import --columns and --sample, blangko imports profiles.
//
// Threads: one.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "services/cli/menu.h"

namespace blangko::cli {

// What a list of this profile looks like. `office` says where the people of the sample live; empty = 14.05.
absl::Status PrintImportColumns(Session& session, const std::string& profile);
absl::Status PrintImportSample(Session& session, const std::string& profile, const std::string& office);

void AddImportProfileCommands(Menu& menu, Menu::Command imports);

}  // namespace blangko::cli
