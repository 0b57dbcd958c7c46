// StopFlag: a flag that ends waits at once; for loops and pauses that must stop promptly.
//
// Threads: any. A stopped flag stays stopped.
#pragma once

#include <condition_variable>
#include <mutex>

#include "absl/time/time.h"

namespace blangko {

class StopFlag {
 public:
  void Stop();
  bool stopped() const;

  // Waits until stopped or until `longest` has passed; true when stopped.
  bool WaitFor(absl::Duration longest) const;

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  bool stopped_ = false;  // guarded by mutex_
};

}  // namespace blangko
