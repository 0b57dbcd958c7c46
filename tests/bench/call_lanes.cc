#include "tests/bench/call_lanes.h"

#include <map>

#include "base/clock.h"

namespace blangko::bench {
namespace {

class Run {
 public:
  explicit Run(std::span<CallLane* const> lanes) : begin_(clock_.Now()) {
    for (CallLane* lane : lanes) Begin(*lane);
  }

  absl::StatusOr<Tally> Finish() {
    void* tag = nullptr;
    bool ok = false;
    while (in_flight_ > 0 && queue_.Next(&tag, &ok)) Ended(*static_cast<CallLane*>(tag));
    queue_.Shutdown();
    while (queue_.Next(&tag, &ok)) continue;
    tally_.seconds = absl::ToDoubleSeconds(clock_.Now() - begin_);
    if (!status_.ok()) return status_;
    return std::move(tally_);
  }

 private:
  void Begin(CallLane& lane) {
    if (!status_.ok() || !lane.Begin(queue_)) return;
    ++in_flight_;
    since_.emplace(&lane, clock_.Now());  // stays what it is until the cycle is whole
  }

  void Ended(CallLane& lane) {
    --in_flight_;
    const absl::StatusOr<int64_t> jobs = lane.End();
    if (!jobs.ok()) {
      status_.Update(jobs.status());
      return;
    }
    if (*jobs > 0) Count(lane, *jobs);
    Begin(lane);
  }

  void Count(CallLane& lane, int64_t jobs) {
    const auto since = since_.extract(&lane);
    tally_.latencies_us.push_back(absl::ToDoubleMicroseconds(clock_.Now() - since.mapped()));
    tally_.jobs += jobs;
  }

  const SteadyClock clock_;
  const absl::Time begin_;
  grpc::CompletionQueue queue_;
  std::map<CallLane*, absl::Time> since_;  // when the cycle of a lane began
  int64_t in_flight_ = 0;
  absl::Status status_;
  Tally tally_;
};

}  // namespace

absl::StatusOr<Tally> RunCallLanes(std::span<CallLane* const> lanes) { return Run(lanes).Finish(); }

}  // namespace blangko::bench
