#include "base/stop_flag.h"

namespace blangko {

void StopFlag::Stop() {
  std::lock_guard lock(mutex_);
  stopped_ = true;
  changed_.notify_all();
}

bool StopFlag::stopped() const {
  std::lock_guard lock(mutex_);
  return stopped_;
}

bool StopFlag::WaitFor(absl::Duration longest) const {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, absl::ToChronoMicroseconds(longest), [this] { return stopped_; });
}

}  // namespace blangko
