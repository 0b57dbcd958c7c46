// How far the scrub of a store's files has come (rocks/scrub.h), for those who show it.
//
// Threads: any.
#pragma once

#include <atomic>
#include <cstdint>

namespace blangko::storage {

struct ScrubProgress {
  std::atomic<uint64_t> bytes = 0;           // read since the start of this process
  std::atomic<int64_t> finished_micros = 0;  // when the newest whole pass ended, since 1970 UTC; 0 = none yet
};

}  // namespace blangko::storage
