// Backoff: growing pauses between tries, with jitter, never longer than a bound.
//
// Each pause is drawn from [half, whole] of a length that doubles from try to try, so that many clients that failed
// together do not come back together.
// Threads: one.
#pragma once

#include "absl/time/time.h"
#include "base/rng.h"

namespace blangko {

class Backoff {
 public:
  Backoff(absl::Duration first, absl::Duration longest, Rng& rng)
      : first_(first), longest_(longest), next_(first), rng_(rng) {}

  absl::Duration Next();
  void Reset() { next_ = first_; }

 private:
  absl::Duration first_;
  absl::Duration longest_;
  absl::Duration next_;
  Rng& rng_;
};

}  // namespace blangko
