// Clock is the only source of time below main: business code gets the time passed in, tests set it.
//
// Now() is wall-clock time, may jump either way, and must never decide safety, only liveness and display.
// Threads: all methods may be called from any thread.
#pragma once

#include <mutex>

#include "absl/time/time.h"

namespace blangko {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const = 0;
};

// The machine's clock, in microseconds (rows store microseconds; finer digits would not survive a round trip).
class SystemClock : public Clock {
 public:
  absl::Time Now() const override;
};

// Time that neither jumps nor goes back, counted from some moment of this machine: for limits and pauses alone. Its
// readings mean nothing to people or to another process.
class SteadyClock : public Clock {
 public:
  absl::Time Now() const override;
};

// A clock that stands still until it is told to move; for tests, the simulator and demos.
class ManualClock : public Clock {
 public:
  explicit ManualClock(absl::Time start) : now_(start) {}
  absl::Time Now() const override;
  void Advance(absl::Duration by);
  void Set(absl::Time now);

 private:
  mutable std::mutex mutex_;
  absl::Time now_;  // guarded by mutex_
};

}  // namespace blangko
