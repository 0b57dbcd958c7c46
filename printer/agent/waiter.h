// Waiter lets time pass while a card is in the printer; tests move a clock instead.
//
// Threads: one.
#pragma once

#include "absl/time/time.h"

namespace blangko::printer {

class Waiter {
 public:
  virtual ~Waiter() = default;
  virtual void Sleep(absl::Duration time) = 0;
};

}  // namespace blangko::printer
