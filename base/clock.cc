#include "base/clock.h"

#include <chrono>

#include "absl/time/clock.h"

namespace blangko {

absl::Time SystemClock::Now() const { return absl::FromUnixMicros(absl::ToUnixMicros(absl::Now())); }

absl::Time SteadyClock::Now() const {
  return absl::UnixEpoch() + absl::FromChrono(std::chrono::steady_clock::now().time_since_epoch());
}

absl::Time ManualClock::Now() const {
  std::lock_guard lock(mutex_);
  return now_;
}

void ManualClock::Advance(absl::Duration by) {
  std::lock_guard lock(mutex_);
  now_ += by;
}

void ManualClock::Set(absl::Time now) {
  std::lock_guard lock(mutex_);
  now_ = now;
}

}  // namespace blangko
