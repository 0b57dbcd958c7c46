#include "base/periodic.h"

namespace blangko {

void Periodic::Start() {
  thread_ = std::thread([this] { Loop(); });
}

void Periodic::Stop() {
  stop_.Stop();
  std::lock_guard lock(join_mutex_);
  if (thread_.joinable()) thread_.join();
}

void Periodic::Loop() {
  while (!stop_.stopped()) {
    const bool more = run_once_();
    if (!more && stop_.WaitFor(interval_)) return;
  }
}

}  // namespace blangko
