#include "tests/support/wait.h"

#include <condition_variable>
#include <mutex>

#include "base/clock.h"

namespace blangko::support {

void LetPass(absl::Duration time) {
  std::mutex mutex;
  std::condition_variable never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, absl::ToChronoMicroseconds(time), [] { return false; });
}

bool WaitUntil(const std::function<bool()>& reached, absl::Duration limit) {
  const SystemClock clock;
  const absl::Time end = clock.Now() + limit;
  while (!reached()) {
    if (clock.Now() >= end) return false;
    LetPass(absl::Milliseconds(5));
  }
  return true;
}

}  // namespace blangko::support
