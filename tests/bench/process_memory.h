// ProcessMemory: what of a process is in memory, and what it is made of.
//
// Failure: zeros when the process is gone. Threads: any.
#pragma once

#include <sys/types.h>

#include <cstdint>

namespace blangko::bench {

struct ProcessMemory {
  int64_t resident = 0;   // bytes
  int64_t anonymous = 0;  // of it: heap and stacks; the rest are pages of program and files
  int64_t threads = 0;
};

ProcessMemory MemoryOf(pid_t pid);

// The greatest of each.
ProcessMemory Most(const ProcessMemory& a, const ProcessMemory& b);

}  // namespace blangko::bench
