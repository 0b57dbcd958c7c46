// CpuMeter: who used the processors between its making and Read: this process, a server with all its children, others.
//
//   const CpuMeter meter(server_pid);  …the load…  const CpuShares shares = meter.Read();
//
// Counted in the clock ticks of /proc, so a load should last some tenths of a second. Write-back of the kernel counts as
// others. Failure: shares of 0 where /proc cannot be read. Threads: any.
#pragma once

#include <sys/types.h>

#include <cstdint>

#include "tests/bench/point.h"

namespace blangko::bench {

class CpuMeter {
 public:
  // `server` 0 = there is none but this process.
  explicit CpuMeter(pid_t server) : server_(server), begin_(Now()) {}

  CpuShares Read() const;

 private:
  struct Ticks {
    int64_t all = 0;
    int64_t busy = 0;
    int64_t client = 0;
    int64_t server = 0;
  };

  Ticks Now() const;

  const pid_t server_;
  const Ticks begin_;
};

// Resident memory of a process in bytes; 0 when it is gone.
int64_t ResidentBytes(pid_t pid);

}  // namespace blangko::bench
