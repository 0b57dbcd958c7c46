// How the command line says that something failed: one sentence in the language that was asked for, with the reason that
// programs and help desks know it by, and the exit code.
//
// Exit codes: 0 done, 1 refused, 2 wrong usage (nothing was asked of the server), 3 no answer, or the server cannot work
// now: the same command may be given again.
// Threads: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/cli/table.h"

namespace blangko::cli {

inline constexpr int kRefusedExit = 1;
inline constexpr int kUsageExit = 2;
inline constexpr int kUnreachableExit = 3;

// An error of the client in both languages.
absl::Status Told(absl::StatusCode code, std::string_view indonesian, std::string_view english);

// A mistake in what was typed; exit code 2.
absl::Status UsageError(std::string_view indonesian, std::string_view english);
// For a sentence that is the same in both, or has only one.
absl::Status UsageError(std::string_view text);

// A word of a closed list, however it is written: "family" and "Family" are FAMILY.
absl::StatusOr<std::string> ParseWord(std::string_view option, std::string_view word,
                                      const std::vector<std::string>& choices);

int ExitCodeOf(const absl::Status& status);

// Says in words what the transport said in its own: nobody answers at `server`, or not in time. A refusal is left as it
// is.
absl::Status NameServer(const absl::Status& status, std::string_view server, absl::Duration timeout);

// For people one line, for JSON one object {"error": {…}}; CSV as for people.
std::string RenderError(const absl::Status& status, Format format, Language language = Language::kIndonesian);

}  // namespace blangko::cli
