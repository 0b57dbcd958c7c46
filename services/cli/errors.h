// How the command line says that something failed: reason, English and Indonesian sentence, exit code.
//
// Exit codes: 0 done, 1 refused, 2 wrong usage (nothing was asked of the server), 3 nobody answered.
// Threads: pure.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "services/cli/table.h"

namespace blangko::cli {

inline constexpr int kRefusedExit = 1;
inline constexpr int kUsageExit = 2;
inline constexpr int kUnreachableExit = 3;

// A mistake in what was typed; exit code 2.
absl::Status UsageError(std::string_view text);

int ExitCodeOf(const absl::Status& status);

// Says so when nobody answered at `server`; every other status is left as it is.
absl::Status NameServer(const absl::Status& status, std::string_view server);

// For people three lines, for JSON one object {"error": {…}}; CSV as for people.
std::string RenderError(const absl::Status& status, Format format);

}  // namespace blangko::cli
