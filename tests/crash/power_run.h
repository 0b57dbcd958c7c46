// PowerRun: one run of the campaign "poweroff": cards are printed on a card printer that speaks IPP, and at a named step
// of one of them printer, station and server lose their power, together or alone. The power comes back, a person clears
// the printer and answers what she is asked, and the line is printed to its end; then the judgement by the blanks.
//
// A clerk changes things meanwhile, so that a change that was acknowledged and got lost is seen too.
// Failure: an error means that the run could not be held; what it found out is in the result. Threads: one, and one
// more for the clerk.
#pragma once

#include "absl/status/statusor.h"
#include "tests/crash/power_scene.h"
#include "tests/crash/results.h"

namespace blangko::crash {

absl::StatusOr<RunResult> HoldPowerRun(const PowerPlan& plan);

}  // namespace blangko::crash
