// Failpoints: named places where a test makes the process die, wait or fail, to see what is left on disk.
//
//   if (BLANGKO_FAILPOINT("rocks.before_write")) return absl::UnavailableError("failpoint");
//
// The environment switches them on, read once: BLANGKO_FAILPOINTS="rocks.before_write=exit@3,journal.sync=sleep:20".
// Actions: abort (SIGABRT), exit (_exit(86), nothing is flushed), sleep:MS, error (the macro is true).
// "@n" = at the n-th pass only; without it at every pass. A word that is not understood ends the process at start.
// Switched off, a failpoint is one branch that is always taken the same way.
// Threads: any.
#pragma once

#include <atomic>
#include <string_view>

namespace blangko {

inline constexpr int kFailpointExitCode = 86;

// Replaces what the environment said; "" switches everything off. For tests inside one process.
void SetFailpoints(std::string_view spec);

namespace internal {

extern std::atomic<bool> failpoints_on;
// True when the caller is to fail.
bool PassFailpoint(std::string_view name);

}  // namespace internal
}  // namespace blangko

#define BLANGKO_FAILPOINT(name)                                          \
  (::blangko::internal::failpoints_on.load(std::memory_order_relaxed) && \
   ::blangko::internal::PassFailpoint(name))
