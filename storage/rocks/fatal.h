// The end of a process whose disk failed. After a failed write nobody knows what is on disk, so nothing may be
// answered any more: clients repeat their requests after the restart, which finds out.
#pragma once

#include <string_view>

namespace blangko::storage {

inline constexpr int kDiskFailedExitCode = 74;  // EX_IOERR

// Logs what failed and what to do, and ends the process at once: no destructors, no flushes, no replies.
[[noreturn]] void DieOfDisk(std::string_view what, std::string_view detail);

// The same for a file of the store in `directory` that does not read back as it was written; `detail` names it. The next
// opening reads every file (scrub.h).
[[noreturn]] void DieOfDamage(std::string_view directory, std::string_view detail);

}  // namespace blangko::storage
