#include "services/scheduler/wait_list.h"

#include <algorithm>
#include <iterator>

#include "services/scheduler/limits.h"

namespace blangko::scheduler {

WaitList::Place WaitList::Enter(absl::Duration most) {
  const std::lock_guard lock(mutex_);
  if (waiters_.size() >= kWaitersMax) return {*this, std::nullopt, most};
  waiters_.emplace_back();
  waiters_.back().seen = notices_;
  return {*this, std::prev(waiters_.end()), most};
}

WaitList::Place::~Place() {
  if (!position_.has_value()) return;
  const std::lock_guard lock(list_.mutex_);
  list_.waiters_.erase(*position_);
  list_.WakeNext();
}

absl::Duration WaitList::Place::Left() const {
  return most_ - std::max(timed_out_, list_.clock_.Now() - begin_);
}

bool WaitList::Place::Wait() {
  const absl::Duration turn = std::min(Left(), kLookAgainAfter);
  if (!position_.has_value() || turn <= absl::ZeroDuration()) return false;
  std::unique_lock lock(list_.mutex_);
  Waiter& self = **position_;
  self.looking = false;
  list_.WakeNext();
  ++list_.sleeping_;
  const bool woken = self.wake.wait_for(lock, absl::ToChronoNanoseconds(turn),
                                        [this] { return list_.stopped_ || list_.IsTurn(*position_); });
  --list_.sleeping_;
  if (!woken) timed_out_ += turn;
  self.looking = woken;
  self.seen = list_.notices_;
  return !list_.stopped_;
}

bool WaitList::IsTurn(Position waiter) const {
  bool earlier_waits = false;
  bool before = true;
  for (auto other = waiters_.begin(); other != waiters_.end(); ++other) {
    if (other->looking) return false;
    before = before && other != std::list<Waiter>::const_iterator(waiter);
    earlier_waits = earlier_waits || (before && other->seen < notices_);
  }
  return !earlier_waits && waiter->seen < notices_;
}

void WaitList::WakeNext() {
  for (Waiter& waiter : waiters_) {
    if (waiter.seen == notices_) continue;
    waiter.wake.notify_one();
    return;
  }
}

void WaitList::Notify() {
  const std::lock_guard lock(mutex_);
  ++notices_;
  WakeNext();
}

void WaitList::Stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  for (Waiter& waiter : waiters_) waiter.wake.notify_one();
}

size_t WaitList::waiting() const {
  const std::lock_guard lock(mutex_);
  return waiters_.size();
}

}  // namespace blangko::scheduler
