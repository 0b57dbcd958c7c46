// A clock that stands at a fixed morning until the test moves it.
#pragma once

#include "absl/time/time.h"
#include "base/clock.h"

namespace blangko {

// Monday 2026-03-02 08:00 in WIB (UTC+7).
inline absl::Time TestStart() { return absl::FromUnixSeconds(1'772'413'200); }

class TestClock : public ManualClock {
 public:
  TestClock() : ManualClock(TestStart()) {}
};

}  // namespace blangko
