// ClockDesk: what the store knows about the time, and the person who confirms the machine's clock.
//
// The newest time known to be right is that of the newest log entry, or of the row that an idle node writes each hour.
// A confirmation holds for every node of the store. It is a row and a log entry; entries that an earlier, wrong clock
// dated into the future are excused by it.
// Failure: INVALID_FIELD when the clock is no longer what the person saw; storage errors.
// Threads: any; Load before anything else is written.
#pragma once

#include <atomic>

#include "absl/status/statusor.h"
#include "base/trusted_clock.h"
#include "blangko/access/v1/clock_service.pb.h"
#include "blangko/rows/v1/access.pb.h"
#include "services/access/actor.h"
#include "storage/store.h"

namespace blangko::access {

// How far the clock may have gone on since the person looked at it.
inline constexpr absl::Duration kConfirmWithin = absl::Minutes(10);

class ClockDesk {
 public:
  // Both outlive it.
  ClockDesk(storage::Store& store, TrustedClock& clock) : store_(store), clock_(clock) {}

  // Tells the clock what the store knows.
  absl::Status Load();
  // A step of the waker: writes down now and then that the clock goes on, and says once when it is not trusted.
  absl::Status Keep();

  absl::StatusOr<v1::GetClockResponse> Get(const Act& act);
  absl::StatusOr<v1::ConfirmClockResponse> Confirm(const Act& act, const v1::ConfirmClockRequest& request);

 private:
  absl::Status HearOfConfirmation();

  storage::Store& store_;
  TrustedClock& clock_;
  std::atomic<bool> was_trusted_ = true;       // what was logged last
  std::atomic<int64_t> confirmed_micros_ = 0;  // the newest confirmation that the clock knows
};

}  // namespace blangko::access
