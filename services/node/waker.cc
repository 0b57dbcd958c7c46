#include "services/node/waker.h"

#include <utility>

#include "base/log.h"
#include "base/text.h"

namespace blangko::node {

Waker::Waker(const Clock& clock, absl::Duration interval, std::vector<WakeStep> steps, WakeObserver observe)
    : clock_(clock), observe_(std::move(observe)), periodic_(interval, [this] { return RunOnce(); }) {
  for (WakeStep& step : steps) steps_.push_back({.step = std::move(step)});
}

bool Waker::RunOnce() {
  const absl::Time now = clock_.Now();
  bool more = false;
  for (Scheduled& scheduled : steps_) {
    if (now >= scheduled.next) more = Run(scheduled, now) || more;
  }
  return more;
}

bool Waker::Run(Scheduled& scheduled, absl::Time now) {
  const absl::StatusOr<WakeStep::Done> done = scheduled.step.run(now);
  observe_(scheduled.step.name, done);
  if (!done.ok()) {
    Log(LogLevel::kError, "waker",
        {{"step", scheduled.step.name}, {"error", ToStd(done.status().message())}});
  }
  const bool more = done.ok() && done->more;
  if (!more) scheduled.next = now + scheduled.step.every;
  return more;
}

}  // namespace blangko::node
