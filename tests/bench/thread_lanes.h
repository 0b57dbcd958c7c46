// RunThreads: so many threads take pieces of work, one after the other, until all are done. For requests that are so large
// that what a thread costs does not show, and for libraries without a server.
//
// Failure: the first piece that failed; no thread begins another one then. Threads: `piece` is called from any.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include "absl/status/statusor.h"
#include "tests/bench/point.h"

namespace blangko::bench {

// `piece` does piece number 0 to pieces - 1 and answers how many jobs that was.
absl::StatusOr<Tally> RunThreads(int threads, size_t pieces,
                                 const std::function<absl::StatusOr<int64_t>(size_t number)>& piece);

}  // namespace blangko::bench
