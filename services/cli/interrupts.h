// Interrupts: the signals that a live view reacts to, waited for like a clock: Ctrl-C and the end of the terminal stop
// it, a new size of the window asks for a new picture.
//
// While it lives, SIGINT, SIGTERM, SIGHUP and SIGWINCH no longer end the process; a second stop signal does.
// Threads: one; at most one object at a time.
#pragma once

#include "absl/time/time.h"

namespace blangko::cli {

enum class Wake { kTime, kStop, kResize };

class Interrupts {
 public:
  Interrupts();
  ~Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

  // Waits so long, or until a signal comes; one that came before counts.
  Wake Wait(absl::Duration time);
};

}  // namespace blangko::cli
