#include "services/node/waker.h"

#include <utility>

#include "base/log.h"
#include "base/text.h"

namespace blangko::node {

Waker::Waker(const Clock& pace, const Clock& time, absl::Duration interval, std::vector<WakeStep> steps,
             WakeObserver observe)
    : pace_(pace),
      time_(time),
      observe_(std::move(observe)),
      periodic_(interval, [this] { return RunOnce(); }) {
  for (WakeStep& step : steps) steps_.push_back({.step = std::move(step)});
}

bool Waker::RunOnce() {
  bool more = false;
  for (Scheduled& scheduled : steps_) {
    if (IsDue(scheduled)) more = Run(scheduled) || more;
  }
  return more;
}

// No appointment is further away than the step's time, unless the clock went back.
bool Waker::IsDue(const Scheduled& scheduled) const {
  const absl::Time now = pace_.Now();
  return now >= scheduled.next || scheduled.next - now > scheduled.step.every;
}

bool Waker::Run(Scheduled& scheduled) {
  const absl::StatusOr<WakeStep::Done> done = scheduled.step.run(time_.Now());
  observe_(scheduled.step.name, done);
  if (!done.ok()) {
    Log(LogLevel::kError, "waker",
        {{"step", scheduled.step.name}, {"error", ToStd(done.status().message())}});
  }
  const bool more = done.ok() && done->more;
  if (!more) scheduled.next = pace_.Now() + scheduled.step.every;
  return more;
}

}  // namespace blangko::node
