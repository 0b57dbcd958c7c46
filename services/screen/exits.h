// How a program that people type at ends: its exit code, and what the transport said in words of people.
//
// Exit codes: 0 done, 1 refused, 2 wrong usage (nothing was asked of anybody), 3 no answer, or the server cannot work now:
// the same command may be given again.
// Threads: pure.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/refusal/told.h"

namespace blangko::screen {

inline constexpr int kRefusedExit = 1;
inline constexpr int kUsageExit = 2;
inline constexpr int kUnreachableExit = 3;

// A mistake in what was typed; exit code 2.
absl::Status UsageError(std::string_view indonesian, std::string_view english);

int ExitCodeOf(const absl::Status& status);

// Says in words what the transport said in its own: nobody answers at `server`, or not in time. A refusal is left as it
// is.
absl::Status NameServer(const absl::Status& status, std::string_view server, absl::Duration timeout);

}  // namespace blangko::screen
