#include "tests/bench/process_memory.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"

namespace blangko::bench {

// /proc/PID/status: "VmRSS:	    2164 kB"
ProcessMemory MemoryOf(pid_t pid) {
  constexpr int64_t kKiB = 1024;
  std::ifstream file(absl::StrCat("/proc/", pid, "/status"));
  ProcessMemory memory;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string name;
    int64_t value = 0;
    words >> name >> value;
    if (name == "VmRSS:") memory.resident = value * kKiB;
    if (name == "RssAnon:") memory.anonymous = value * kKiB;
    if (name == "Threads:") memory.threads = value;
  }
  return memory;
}

ProcessMemory Most(const ProcessMemory& a, const ProcessMemory& b) {
  return {.resident = std::max(a.resident, b.resident),
          .anonymous = std::max(a.anonymous, b.anonymous),
          .threads = std::max(a.threads, b.threads)};
}

}  // namespace blangko::bench
