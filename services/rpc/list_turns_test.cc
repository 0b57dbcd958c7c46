// Lists are read in turn, in the order of asking; a bounded number waits; who gave up waits no longer.
#include "services/rpc/list_turns.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <optional>
#include <thread>
#include <vector>

#include "services/refusal/refusal.h"
#include "tests/support/status_matchers.h"
#include "tests/support/wait.h"

namespace blangko::rpc {
namespace {

constexpr absl::Duration kLimit = absl::Seconds(30);

bool Never() { return false; }

TEST(ListTurns, AreForListsAlone) {
  EXPECT_TRUE(TakesTurns("records.list"));
  EXPECT_TRUE(TakesTurns("stock.list_movements"));
  EXPECT_FALSE(TakesTurns("records.get"));
  EXPECT_FALSE(TakesTurns("scheduler.exchange"));
}

// The most lists that were read at a time when many ask at once and none ends before all have asked.
size_t MostAtOnce(size_t at_once, size_t askers) {
  ListTurns turns(at_once);
  std::atomic<bool> end = false;
  std::vector<std::jthread> threads;
  for (size_t i = 0; i < askers; ++i) {
    threads.emplace_back([&] {
      const auto turn = turns.Take(Never);
      support::WaitUntil([&] { return end.load(); }, kLimit);
    });
  }
  support::WaitUntil(
      [&] { return turns.reading() >= at_once && turns.reading() + turns.waiting() == askers; }, kLimit);
  const size_t most = turns.reading();
  end = true;
  return most;
}

TEST(ListTurns, LetNoMoreReadThanThereMay) {
  EXPECT_EQ(MostAtOnce(2, 6), 2u);
  setenv("BLANGKO_PLANT", "lists-all-at-once", 1);
  EXPECT_GT(MostAtOnce(2, 6), 2u);
  unsetenv("BLANGKO_PLANT");
}

TEST(ListTurns, ComeInTheOrderOfAsking) {
  ListTurns turns(1);
  std::optional<ListTurns::Turn> first(*turns.Take(Never));
  std::vector<int> order;  // written by who has the turn
  std::vector<std::jthread> threads;
  for (int i = 0; i < 5; ++i) {
    threads.emplace_back([&, i] {
      const auto turn = turns.Take(Never);
      order.push_back(i);
    });
    ASSERT_TRUE(support::WaitUntil([&] { return turns.waiting() == static_cast<size_t>(i) + 1; }, kLimit));
  }
  first.reset();
  threads.clear();
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2, 3, 4}));
  EXPECT_EQ(turns.reading(), 0u);
}

TEST(ListTurns, RefuseWhoeverWouldWaitBehindTooMany) {
  ListTurns turns(1);
  std::optional<ListTurns::Turn> first(*turns.Take(Never));
  std::vector<std::jthread> threads;
  for (size_t i = 0; i < kListsWaitingMax; ++i) {
    threads.emplace_back([&] { EXPECT_OK(turns.Take(Never)); });
  }
  ASSERT_TRUE(support::WaitUntil([&] { return turns.waiting() == kListsWaitingMax; }, kLimit));
  EXPECT_EQ(ReasonOf(turns.Take(Never).status()), "OVERLOADED");
  first.reset();
}

TEST(ListTurns, ACallerThatGaveUpLeavesItsPlace) {
  ListTurns turns(1);
  std::optional<ListTurns::Turn> first(*turns.Take(Never));
  EXPECT_EQ(turns.Take([] { return true; }).status().code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_EQ(turns.waiting(), 0u);
  first.reset();
  EXPECT_OK(turns.Take(Never));
}

}  // namespace
}  // namespace blangko::rpc
