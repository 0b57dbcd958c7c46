// RequestIds: fresh UUIDv7 for requests, with the randomness of the machine and the clock of the test.
//
// Threads: any, if the clock is.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/ids.h"
#include "base/rng.h"

namespace blangko::support {

class RequestIds {
 public:
  explicit RequestIds(const Clock& clock) : ids_(clock, rng_) {}
  std::string Next() { return ids_.Next(); }

 private:
  SystemRng rng_;
  IdSource ids_;
};

}  // namespace blangko::support
