// Periodic calls one function at an interval on a thread of its own, and stops promptly.
//
// The function does one bounded turn (a RunOnce) and answers true when more work is waiting: then the next turn
// follows at once. It must not throw. A turn that is under way ends before Stop returns.
// Threads: Start once; Stop from any thread; the destructor stops.
#pragma once

#include <functional>
#include <thread>
#include <utility>

#include "absl/time/time.h"
#include "base/stop_flag.h"

namespace blangko {

class Periodic {
 public:
  Periodic(absl::Duration interval, std::function<bool()> run_once)
      : interval_(interval), run_once_(std::move(run_once)) {}
  ~Periodic() { Stop(); }
  Periodic(const Periodic&) = delete;
  Periodic& operator=(const Periodic&) = delete;

  void Start();
  void Stop();

 private:
  void Loop();

  const absl::Duration interval_;
  const std::function<bool()> run_once_;
  StopFlag stop_;
  std::mutex join_mutex_;  // one joiner
  std::thread thread_;
};

}  // namespace blangko
