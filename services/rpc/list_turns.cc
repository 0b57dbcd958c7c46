#include "services/rpc/list_turns.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "base/planted.h"
#include "services/refusal/refusal.h"

namespace blangko::rpc {
namespace {

constexpr absl::Duration kTryAgain = absl::Seconds(1);
constexpr std::chrono::milliseconds kLookIfGivenUp{100};

}  // namespace

bool TakesTurns(std::string_view method) {
  return method.find(".list") != std::string_view::npos || method.find(".prove") != std::string_view::npos;
}

size_t ListTurns::AtOnceHere() { return std::max<size_t>(1, std::thread::hardware_concurrency() / 2); }

absl::StatusOr<ListTurns::Turn> ListTurns::Take(const std::function<bool()>& given_up) {
  std::unique_lock lock(mutex_);
  if (waiting_.size() >= kListsWaitingMax) return RefuseForNow(Reason::kOverloaded, kTryAgain);
  const auto place = waiting_.insert(waiting_.end(), std::monostate());
  const auto is_turn = [&] {
    return Planted("lists-all-at-once") || (reading_ < at_once_ && place == waiting_.begin());
  };
  while (!changed_.wait_for(lock, kLookIfGivenUp, is_turn)) {
    if (!given_up()) continue;
    waiting_.erase(place);
    changed_.notify_all();
    return absl::DeadlineExceededError("the caller gave up while the list waited for its turn");
  }
  waiting_.erase(place);
  ++reading_;
  changed_.notify_all();  // there may be a second turn
  return Turn(*this);
}

void ListTurns::End() {
  const std::lock_guard lock(mutex_);
  --reading_;
  changed_.notify_all();
}

size_t ListTurns::reading() const {
  const std::lock_guard lock(mutex_);
  return reading_;
}

size_t ListTurns::waiting() const {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

}  // namespace blangko::rpc
