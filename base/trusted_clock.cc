#include "base/trusted_clock.h"

#include <algorithm>

#include "base/planted.h"

namespace blangko {

TrustedClock::Reading TrustedClock::ReadLocked() const {
  Reading reading{.verdict = Verdict::kTrusted, .machine = machine_.Now(), .newest = newest_};
  if (newest_ == absl::InfinitePast() || Planted("clock-trusted-blindly")) return reading;
  if (reading.machine < newest_ - limits_.behind) reading.verdict = Verdict::kBehind;
  if (reading.machine > newest_ + limits_.ahead) reading.verdict = Verdict::kAhead;
  return reading;
}

absl::Time TrustedClock::Now() const {
  const std::lock_guard lock(mutex_);
  const Reading reading = ReadLocked();
  if (reading.verdict != Verdict::kTrusted) return reading.newest;
  newest_ = std::max(newest_, reading.machine);
  return reading.machine;
}

TrustedClock::Reading TrustedClock::Read() const {
  const std::lock_guard lock(mutex_);
  return ReadLocked();
}

void TrustedClock::Learn(absl::Time time) {
  const std::lock_guard lock(mutex_);
  newest_ = std::max(newest_, time);
}

void TrustedClock::Trust(absl::Time time) {
  const std::lock_guard lock(mutex_);
  newest_ = time;
}

}  // namespace blangko
