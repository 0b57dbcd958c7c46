#include "services/node/waker.h"

#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::node {
namespace {

// A step that has some objects to work off, two at a time.
class Heap {
 public:
  explicit Heap(size_t objects) : left_(objects) {}
  WakeStep Step(absl::Duration every) {
    return {.name = "heap", .every = every, .run = [this](absl::Time) -> absl::StatusOr<WakeStep::Done> {
              ++turns;
              const size_t worked = std::min<size_t>(2, left_);
              left_ -= worked;
              return WakeStep::Done{worked, left_ > 0};
            }};
  }
  int turns = 0;

 private:
  size_t left_;
};

void Ignore(const std::string&, const absl::StatusOr<WakeStep::Done>&) {}

TEST(Waker, AsksAgainAtOnceWhileThereIsMore) {
  TestClock clock;
  Heap heap(3);
  Waker waker(clock, clock, absl::Hours(1), {heap.Step(absl::ZeroDuration())}, Ignore);
  EXPECT_TRUE(waker.RunOnce());
  EXPECT_FALSE(waker.RunOnce());
  EXPECT_EQ(heap.turns, 2);
}

TEST(Waker, AStepThatIsDoneRestsForItsTime) {
  TestClock clock;
  Heap heap(3);
  Waker waker(clock, clock, absl::Hours(1), {heap.Step(absl::Minutes(1))}, Ignore);
  while (waker.RunOnce()) {
  }
  waker.RunOnce();
  EXPECT_EQ(heap.turns, 2);
  clock.Advance(absl::Minutes(1));
  waker.RunOnce();
  EXPECT_EQ(heap.turns, 3);
}

TEST(Waker, AClockThatWentBackDelaysNoStep) {
  TestClock pace;
  TestClock time;
  Heap heap(3);
  Waker waker(pace, time, absl::Hours(1), {heap.Step(absl::Minutes(1))}, Ignore);
  while (waker.RunOnce()) {
  }
  waker.RunOnce();
  ASSERT_EQ(heap.turns, 2);
  pace.Advance(-absl::Hours(24));
  waker.RunOnce();
  EXPECT_EQ(heap.turns, 3);
}

TEST(Waker, AFailureIsToldAndDoesNotStopTheOtherSteps) {
  TestClock clock;
  Heap heap(1);
  WakeStep broken{
      .name = "broken",
      .every = absl::ZeroDuration(),
      .run = [](absl::Time) -> absl::StatusOr<WakeStep::Done> { return absl::UnavailableError("disk"); }};
  std::vector<std::string> told;
  Waker waker(clock, clock, absl::Hours(1), {broken, heap.Step(absl::ZeroDuration())},
              [&](const std::string& step, const absl::StatusOr<WakeStep::Done>& done) {
                told.push_back(step + (done.ok() ? " ok" : " failed"));
              });
  EXPECT_FALSE(waker.RunOnce());
  EXPECT_EQ(told, (std::vector<std::string>{"broken failed", "heap ok"}));
}

}  // namespace
}  // namespace blangko::node
