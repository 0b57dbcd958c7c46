// WaitList: pulls that found no work wait here and are woken one after the other in the order of their arrival.
//
//   WaitList::Place place = waiters.Enter(wait);  // before looking: no wake-up is lost in between
//   do { … look … } while (place.Wait());
//
// A notice wakes the first in line; when it has looked and waits again, or leaves, the next one is woken, until all
// have looked once since the notice. Besides, each looks again every kLookAgainAfter: work may come from elsewhere.
// Failure: when kWaitersMax are waiting, Enter gives a place that never waits. Stop ends all waits, also later ones.
// Threads: any; a Place belongs to one thread. The clock only bounds waits.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <list>
#include <mutex>
#include <optional>

#include "absl/time/time.h"
#include "base/clock.h"

namespace blangko::scheduler {

class WaitList {
  struct Waiter {
    uint64_t seen = 0;     // newest notice it has looked after
    bool looking = false;  // was woken by its turn and has neither waited again nor left
    std::condition_variable wake;
  };
  using Position = std::list<Waiter>::iterator;

 public:
  class Place {
   public:
    Place(WaitList& list, std::optional<Position> position, absl::Duration most)
        : list_(list), position_(position), begin_(list.clock_.Now()), most_(most) {}
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place();

    // False when too many were waiting.
    bool admitted() const { return position_.has_value(); }
    // Waits until it is this waiter's turn to look again; false when its time is over.
    bool Wait();

   private:
    absl::Duration Left() const;

    WaitList& list_;
    const std::optional<Position> position_;
    const absl::Time begin_;
    const absl::Duration most_;
    absl::Duration timed_out_;  // so that a clock that stands still ends a wait too
  };

  explicit WaitList(const Clock& clock) : clock_(clock) {}

  // A place at the end of the line, for at most `most`.
  Place Enter(absl::Duration most);

  // There may be work now.
  void Notify();
  void Stop();

  size_t waiting() const;
  // Those inside Wait.
  size_t sleeping() const { return sleeping_; }

 private:
  bool IsTurn(Position waiter) const;  // with mutex_ held
  void WakeNext();                     // with mutex_ held

  const Clock& clock_;
  mutable std::mutex mutex_;
  std::list<Waiter> waiters_;  // guarded by mutex_; oldest first; at most one is looking
  uint64_t notices_ = 0;       // guarded by mutex_
  bool stopped_ = false;       // guarded by mutex_
  std::atomic<size_t> sleeping_ = 0;
};

}  // namespace blangko::scheduler
