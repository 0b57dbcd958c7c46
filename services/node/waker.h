// Waker works off, in bounded turns, what nobody asks for: birthdays and ends of holds, grants that were not started,
// old request rows, and the seal over all log streams.
//
// A step answers how much it did; a turn runs every step once. What fails is logged and counted, and tried again at
// the next turn: steps are idempotent.
// Threads: RunOnce one at a time; Start and Stop as base/periodic.h.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/periodic.h"

namespace blangko::node {

struct WakeStep {
  std::string name;
  absl::Duration every;  // at least so long between two turns of the step; zero = each time
  // How many objects it worked off, and whether more are waiting.
  struct Done {
    size_t worked = 0;
    bool more = false;
  };
  std::function<absl::StatusOr<Done>(absl::Time now)> run;
};

// Told what each turn of a step did.
using WakeObserver = std::function<void(const std::string& step, const absl::StatusOr<WakeStep::Done>& done)>;

class Waker {
 public:
  // `pace` says when a step is due again, `time` is the time that its work is done with; both outlive it.
  Waker(const Clock& pace, const Clock& time, absl::Duration interval, std::vector<WakeStep> steps,
        WakeObserver observe);

  // One turn of every step that is due; true when more work is waiting.
  bool RunOnce();

  void Start() { periodic_.Start(); }
  void Stop() { periodic_.Stop(); }

 private:
  struct Scheduled {
    WakeStep step;
    absl::Time next = absl::InfinitePast();
  };
  bool Run(Scheduled& scheduled);
  bool IsDue(const Scheduled& scheduled) const;

  const Clock& pace_;
  const Clock& time_;
  std::vector<Scheduled> steps_;
  const WakeObserver observe_;
  Periodic periodic_;  // last: its thread uses the others
};

}  // namespace blangko::node
