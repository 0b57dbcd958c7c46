// How the command line says that something failed: one sentence in the language that was asked for, with the reason that
// programs and help desks know it by, and the exit code.
//
// Exit codes: services/screen/exits.h.
// Threads: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/cli/table.h"
#include "services/screen/exits.h"

namespace blangko::cli {

using screen::ExitCodeOf;
using screen::kRefusedExit;
using screen::kUnreachableExit;
using screen::kUsageExit;
using screen::NameServer;
using screen::UsageError;

// A word of a closed list, however it is written: "family" and "Family" are FAMILY.
absl::StatusOr<std::string> ParseWord(std::string_view option, std::string_view word,
                                      const std::vector<std::string>& choices);

// For people one line, for JSON one object {"error": {…}}; CSV as for people.
std::string RenderError(const absl::Status& status, Format format, Language language = Language::kIndonesian);

}  // namespace blangko::cli
