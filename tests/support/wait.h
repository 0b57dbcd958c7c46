// Waiting for something that another process does: looks at it every few milliseconds, up to a limit.
//
// Failure: false when the limit passed. Threads: any.
#pragma once

#include <functional>

#include "absl/time/time.h"

namespace blangko::support {

bool WaitUntil(const std::function<bool()>& reached, absl::Duration limit);

// Lets this much real time pass: a random moment of a campaign, the time a person takes.
void LetPass(absl::Duration time);

}  // namespace blangko::support
