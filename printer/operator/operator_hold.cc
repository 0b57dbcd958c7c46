#include "printer/operator/operator_hold.h"

#include "base/planted.h"

namespace blangko::printer {

std::optional<Hindrance> OperatorHold::Hinders() {
  const DayLedger& day = journal_.state().day();
  const bool closed = day.has_end() && !day.open() && !Planted("closed-day-prints");
  if (closed) return Hindrance{.reason = "DAY_CLOSED", .word = "day-closed"};
  if (paused_ && !Planted("pause-ignored"))
    return Hindrance{.reason = "", .word = "paused-by-person", .keeps_jobs = true};
  return std::nullopt;
}

}  // namespace blangko::printer
