// What many callers at once may rely on: the store behaves as if they came one after the other.
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/rng.h"
#include "tests/conformance/store_under_test.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::storage {
namespace {

class StoreThreads : public testing::TestWithParam<Engine> {
 protected:
  Store& store() { return under_test_->store(); }

  // Runs `work(thread number)` in `count` threads until all have ended.
  template <typename Work>
  void InThreads(int count, Work work) {
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) threads.emplace_back([=] { work(i); });
    for (std::thread& thread : threads) thread.join();
  }

  TestClock clock_;
  std::unique_ptr<StoreUnderTest> under_test_ = GetParam().open(Limits(), clock_);
};

absl::StatusOr<int64_t> Number(Snapshot& snapshot, const std::string& key) {
  absl::StatusOr<std::optional<std::string>> value = snapshot.Get(key);
  if (!value.ok()) return value.status();
  int64_t number = 0;
  if (value->has_value() && !absl::SimpleAtoi(**value, &number)) return absl::DataLossError(**value);
  return number;
}

absl::Status Add(Txn& txn, const std::string& key, int64_t delta) {
  absl::StatusOr<int64_t> before = Number(txn, key);
  if (!before.ok()) return before.status();
  txn.Put(key, absl::StrCat(*before + delta));
  return absl::OkStatus();
}

TEST_P(StoreThreads, NoIncrementIsLost) {
  InThreads(8, [&](int) {
    for (int i = 0; i < 50; ++i) {
      ASSERT_OK(store().Update("test.add", [](Txn& txn) { return Add(txn, "sum", 1); }));
    }
  });
  EXPECT_OK(store().View([](Snapshot& snapshot) {
    EXPECT_THAT(Number(snapshot, "sum"), IsOkAndHolds(400));
    return absl::OkStatus();
  }));
}

TEST_P(StoreThreads, SingleAndBatchedCallersMix) {
  InThreads(6, [&](int thread) {
    const Store::Body body = [](Txn& txn) { return Add(txn, "sum", 1); };
    for (int i = 0; i < 10; ++i) {
      if (thread % 2 == 0) {
        ASSERT_OK(store().Update("test.add", body));
      } else {
        const std::vector<Store::Body> bodies(30, body);
        for (const absl::Status& status : store().UpdateEach("test.add", bodies)) ASSERT_OK(status);
      }
    }
  });
  EXPECT_OK(store().View([](Snapshot& snapshot) {
    EXPECT_THAT(Number(snapshot, "sum"), IsOkAndHolds(3 * 10 + 3 * 10 * 30));
    return absl::OkStatus();
  }));
}

// Two on duty; each may leave only while the other stays. Snapshot isolation would let both leave.
TEST_P(StoreThreads, NoWriteSkew) {
  for (int round = 0; round < 20; ++round) {
    const auto duty = [round](int person) { return absl::StrCat("duty/", round, "/", person); };
    ASSERT_OK(store().Update("test.start", [&](Txn& txn) {
      for (const int person : {0, 1}) txn.Put(duty(person), "1");
      return absl::OkStatus();
    }));
    std::atomic<int> left = 0;
    InThreads(2, [&](int person) {
      const absl::Status status = store().Update("test.leave", [&](Txn& txn) -> absl::Status {
        absl::StatusOr<int64_t> other = Number(txn, duty(1 - person));
        if (!other.ok()) return other.status();
        if (*other == 0) return absl::FailedPreconditionError("the other one left");
        return Add(txn, duty(person), -1);
      });
      if (status.ok()) ++left;
    });
    EXPECT_EQ(left, 1);
  }
}

// Whoever takes the first free row of a range must see what others put into the range.
TEST_P(StoreThreads, NoRowIsTakenTwiceAndNoneIsMissed) {
  constexpr int kRows = 200;
  ASSERT_OK(store().Update("test.fill", [](Txn& txn) {
    for (int i = 0; i < kRows; ++i) txn.Put(absl::StrCat("line/", 1000 + i), "free");
    return absl::OkStatus();
  }));
  std::atomic<int> taken = 0;
  InThreads(4, [&](int) {
    while (true) {
      const auto row =
          UpdateFor<std::string>(store(), "test.take", [](Txn& txn) -> absl::StatusOr<std::string> {
            std::string first;
            absl::Status status =
                txn.Scan({"line/", "line0"}, ScanOrder::kForward, [&](std::string_view key, auto) {
                  first = std::string(key);
                  return false;
                });
            if (!status.ok()) return status;
            if (first.empty()) return absl::NotFoundError("the line is empty");
            txn.Erase(first);
            if (auto added = Add(txn, "taken/" + first, 1); !added.ok()) return added;
            return first;
          });
      if (!row.ok()) return;
      ++taken;
    }
  });
  EXPECT_EQ(taken, kRows);
  int rows = 0;
  EXPECT_OK(store().View([&](Snapshot& snapshot) {
    return snapshot.Scan({"taken/", "taken0"}, ScanOrder::kForward,
                         [&](std::string_view key, std::string_view times) {
                           EXPECT_EQ(times, "1") << key;
                           return ++rows > 0;
                         });
  }));
  EXPECT_EQ(rows, kRows);
}

// Money moves between accounts; every view sees the same total, and at least what was acknowledged before it began.
TEST_P(StoreThreads, ViewsAreConsistentAndNeverOld) {
  ASSERT_OK(store().Update("test.start", [](Txn& txn) {
    for (int i = 0; i < 10; ++i) txn.Put(absl::StrCat("account/", i), "100");
    return absl::OkStatus();
  }));
  std::atomic<int64_t> acknowledged = 0;
  std::atomic<bool> stop = false;
  std::thread reader([&] {
    while (!stop) {
      const int64_t at_least = acknowledged;
      const uint64_t revision = store().DurableRevision();
      EXPECT_OK(store().View([&](Snapshot& snapshot) {
        int64_t total = 0;
        for (int i = 0; i < 10; ++i) total += *Number(snapshot, absl::StrCat("account/", i));
        EXPECT_EQ(total, 1000);
        EXPECT_GE(*Number(snapshot, "moves"), at_least);
        return absl::OkStatus();
      }));
      EXPECT_GE(store().DurableRevision(), revision);
    }
  });
  SeededRng rng(11);
  for (int i = 0; i < 300; ++i) {
    const uint64_t from = rng.Below(10), to = rng.Below(10);
    ASSERT_OK(store().Update("test.move", [&](Txn& txn) -> absl::Status {
      if (auto status = Add(txn, absl::StrCat("account/", from), -7); !status.ok()) return status;
      if (auto status = Add(txn, absl::StrCat("account/", to), +7); !status.ok()) return status;
      return Add(txn, "moves", 1);
    }));
    ++acknowledged;
  }
  stop = true;
  reader.join();
}

INSTANTIATE_TEST_SUITE_P(Engines, StoreThreads, testing::ValuesIn(AllEngines()),
                         [](const auto& engine) { return engine.param.name; });

}  // namespace
}  // namespace blangko::storage
