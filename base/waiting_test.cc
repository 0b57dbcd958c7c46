#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "base/backoff.h"
#include "base/periodic.h"
#include "base/stop_flag.h"

namespace blangko {
namespace {

TEST(StopFlag, EndsAWaitAtOnce) {
  StopFlag flag;
  std::thread stopper([&] { flag.Stop(); });
  EXPECT_TRUE(flag.WaitFor(absl::Hours(1)));
  stopper.join();
  EXPECT_TRUE(flag.stopped());
}

TEST(StopFlag, WaitEndsByItselfWhenNobodyStops) { EXPECT_FALSE(StopFlag().WaitFor(absl::Milliseconds(1))); }

TEST(Backoff, DoublesUpToTheBoundAndNeverLeavesItsWindow) {
  SeededRng rng(1);
  Backoff backoff(absl::Milliseconds(100), absl::Milliseconds(400), rng);
  for (const int whole : {100, 200, 400, 400}) {
    const absl::Duration pause = backoff.Next();
    EXPECT_GE(pause, absl::Milliseconds(whole / 2));
    EXPECT_LE(pause, absl::Milliseconds(whole));
  }
  backoff.Reset();
  EXPECT_LE(backoff.Next(), absl::Milliseconds(100));
}

// Counts turns and lets a test wait for one of them.
class Turns {
 public:
  bool Run() {
    std::lock_guard lock(mutex_);
    ++count_;
    changed_.notify_all();
    return count_ < 3;  // more work until the third
  }
  void WaitFor(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return count_ >= count; });
  }
  int count() {
    std::lock_guard lock(mutex_);
    return count_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int count_ = 0;
};

TEST(Periodic, RunsAtOnceWhileThereIsMoreAndStopsInAWait) {
  Turns turns;
  Periodic periodic(absl::Hours(1), [&] { return turns.Run(); });
  periodic.Start();
  turns.WaitFor(3);
  periodic.Stop();
  EXPECT_EQ(turns.count(), 3);
}

}  // namespace
}  // namespace blangko
