#include "tests/bench/thread_lanes.h"

#include <mutex>
#include <thread>
#include <vector>

#include "base/clock.h"

namespace blangko::bench {

absl::StatusOr<Tally> RunThreads(int threads, size_t pieces,
                                 const std::function<absl::StatusOr<int64_t>(size_t)>& piece) {
  const SteadyClock clock;
  std::mutex mutex;
  size_t next = 0;  // guarded by mutex, as all below
  absl::Status status;
  Tally tally;
  const auto take = [&]() -> size_t {
    const std::scoped_lock lock(mutex);
    return status.ok() && next < pieces ? next++ : pieces;
  };
  const auto count = [&](const absl::StatusOr<int64_t>& jobs, absl::Duration time) {
    const std::scoped_lock lock(mutex);
    status.Update(jobs.status());
    tally.jobs += jobs.value_or(0);
    tally.latencies_us.push_back(absl::ToDoubleMicroseconds(time));
  };
  const auto work = [&] {
    for (size_t number = take(); number < pieces; number = take()) {
      const absl::Time begin = clock.Now();
      const absl::StatusOr<int64_t> jobs = piece(number);
      count(jobs, clock.Now() - begin);
    }
  };
  const absl::Time begin = clock.Now();
  std::vector<std::jthread> running;
  for (int i = 0; i < threads; ++i) running.emplace_back(work);
  running.clear();
  tally.seconds = absl::ToDoubleSeconds(clock.Now() - begin);
  if (!status.ok()) return status;
  return tally;
}

}  // namespace blangko::bench
