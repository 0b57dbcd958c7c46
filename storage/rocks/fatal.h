// The end of a process whose disk failed. After a failed write nobody knows what is on disk, so nothing may be
// answered any more: clients repeat their requests after the restart, which finds out.
#pragma once

#include <string_view>

namespace blangko::storage {

inline constexpr int kDiskFailedExitCode = 74;  // EX_IOERR

// Logs what failed and what to do, and ends the process at once: no destructors, no flushes, no replies.
[[noreturn]] void DieOfDisk(std::string_view what, std::string_view detail);

// The same for a file that does not read back as it was written, found while nobody asked for it.
[[noreturn]] void DieOfDamage(std::string_view detail);

}  // namespace blangko::storage
