// TrustedClock: the clock of a node or a station for everything that it decides and writes, over a machine's clock that
// may be wrong.
//
// A machine whose battery died wakes up years ago; one whose date was set wrongly may be years ahead. The newest time
// that is known to be right is that of the store's last commit, or of the station's journal. While the machine's time
// lies before it, or implausibly far past it, the time of this clock stands still there: no birthday comes, no hold
// ends, no policy begins, no day's limit starts anew, until the machine's time is plausible again or a person has
// confirmed it.
// Small steps back, as time services make them, are let through.
// Threads: any.
#pragma once

#include <mutex>

#include "absl/time/time.h"
#include "base/clock.h"

namespace blangko {

struct ClockLimits {
  absl::Duration behind = absl::Minutes(10);
  absl::Duration ahead = absl::Hours(24 * 30);
};

class TrustedClock : public Clock {
 public:
  enum class Verdict { kTrusted, kBehind, kAhead };
  struct Reading {
    Verdict verdict = Verdict::kTrusted;
    absl::Time machine;
    absl::Time newest = absl::InfinitePast();  // the newest time known to be right; none in a new store
  };

  // `machine` outlives it.
  TrustedClock(const Clock& machine, ClockLimits limits) : machine_(machine), limits_(limits) {}

  // The machine's time, or the newest one known to be right.
  absl::Time Now() const override;
  Reading Read() const;
  bool trusted() const { return Read().verdict == Verdict::kTrusted; }

  // A time that is known to be right, from the store.
  void Learn(absl::Time time);
  // A person has said that this is the time, whatever was known before.
  void Trust(absl::Time time);

 private:
  Reading ReadLocked() const;

  const Clock& machine_;
  const ClockLimits limits_;
  mutable std::mutex mutex_;
  mutable absl::Time newest_ = absl::InfinitePast();  // guarded by mutex_
};

}  // namespace blangko
