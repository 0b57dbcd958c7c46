// Waiting pulls: nobody is forgotten, the first to come is the first to look.
#include "services/scheduler/wait_list.h"

#include <atomic>
#include <list>
#include <thread>

#include "services/scheduler/limits.h"
#include "services/scheduler/scheduler_fixture.h"

namespace blangko::scheduler {
namespace {

// A place that cannot be moved, made where it stays.
struct Waiting {
  explicit Waiting(WaitList& list) : place(list.Enter(absl::Seconds(60))) {}
  WaitList::Place place;
};

class WaitListTest : public testing::Test {
 protected:
  TestClock clock_;
  WaitList list_{clock_};
};

TEST_F(WaitListTest, ANoticeBeforeTheWaitIsNotLost) {
  WaitList::Place place = list_.Enter(absl::Seconds(60));
  list_.Notify();
  EXPECT_TRUE(place.Wait());  // at once
}

TEST_F(WaitListTest, TheWaitEndsWithItsTimeEvenIfTheClockStandsStill) {
  WaitList::Place place = list_.Enter(absl::Milliseconds(20));
  EXPECT_TRUE(place.Wait());
  EXPECT_FALSE(place.Wait());
}

TEST_F(WaitListTest, NoTimeMeansNoWait) {
  WaitList::Place place = list_.Enter(absl::ZeroDuration());
  EXPECT_TRUE(place.admitted());
  EXPECT_FALSE(place.Wait());
}

TEST_F(WaitListTest, TooManyAreNotAdmitted) {
  std::list<Waiting> waiting;
  for (size_t i = 0; i < kWaitersMax; ++i) EXPECT_TRUE(waiting.emplace_back(list_).place.admitted());
  WaitList::Place one_more = list_.Enter(absl::Seconds(60));
  EXPECT_FALSE(one_more.admitted());
  EXPECT_FALSE(one_more.Wait());
  waiting.pop_back();
  EXPECT_TRUE(list_.Enter(absl::Seconds(60)).admitted());
}

TEST_F(WaitListTest, StopEndsAllWaits) {
  WaitList::Place place = list_.Enter(absl::Seconds(60));
  list_.Stop();
  EXPECT_FALSE(place.Wait());
}

// Waiters of a notice look in the order of their arrival, each once.
TEST_F(WaitListTest, WakesInOrderOfArrival) {
  constexpr int kWaiters = 8;
  std::mutex mutex;
  std::vector<int> looked;
  std::atomic<int> arrived = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kWaiters; ++i) {
    threads.emplace_back([&, i] {
      while (arrived != i) std::this_thread::yield();  // one after the other
      WaitList::Place place = list_.Enter(absl::Seconds(60));
      ++arrived;
      while (arrived <= kWaiters) std::this_thread::yield();
      EXPECT_TRUE(place.Wait());
      const std::lock_guard lock(mutex);
      looked.push_back(i);
    });
  }
  while (arrived != kWaiters) std::this_thread::yield();
  list_.Notify();
  ++arrived;
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(looked, testing::ElementsAre(0, 1, 2, 3, 4, 5, 6, 7));
}

class WaitingPullTest : public SchedulerFixture {};

TEST_F(WaitingPullTest, IsServedWhenWorkComes) {
  GivenBlanks(kRegency, 5);
  v1::PullJobsRequest pull = PullOf(1);
  pull.mutable_wait()->set_seconds(2);
  const access::Act act = Sign(pull);
  absl::StatusOr<v1::PullJobsResponse> response;
  std::thread station([&] { response = scheduler_.Pull(act, pull); });
  while (scheduler_.waiting() == 0) std::this_thread::yield();
  GivenRecord("r");
  scheduler_.NotifyWork();
  station.join();
  EXPECT_THAT(Ids(Jobs(response)), testing::ElementsAre("r"));
}

TEST_F(WaitingPullTest, AnExchangeWaitsToo) {
  GivenBlanks(kRegency, 5);
  v1::ExchangeJobsRequest exchange = ExchangeOf({}, 1);
  exchange.mutable_wait()->set_seconds(2);
  const access::Act act = Sign(exchange);
  absl::StatusOr<v1::ExchangeJobsResponse> response;
  std::thread station([&] { response = scheduler_.Exchange(act, exchange); });
  while (scheduler_.waiting() == 0) std::this_thread::yield();
  GivenRecord("r");
  scheduler_.NotifyWork();
  station.join();
  EXPECT_THAT(Ids(Jobs(response)), testing::ElementsAre("r"));
  EXPECT_EQ(State("r"), "STARTED");
}

TEST_F(WaitingPullTest, StopsForAGracefulStop) {
  scheduler_.StopWaiting();
  v1::PullJobsRequest pull = PullOf(1);
  pull.mutable_wait()->set_seconds(2);
  const access::Act act = Sign(pull);
  EXPECT_EQ(scheduler_.Pull(act, pull)->empty_reason(), "NO_RECORDS");
}

}  // namespace
}  // namespace blangko::scheduler
