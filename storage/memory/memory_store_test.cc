#include "storage/memory/memory_store.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/support/status_matchers.h"

namespace blangko::storage {
namespace {

absl::Status PutRow(Store& store, const std::string& key) {
  return store.Update("test.put", [&](Txn& txn) {
    txn.Put(key, "x");
    return absl::OkStatus();
  });
}

std::set<std::string> Keys(Store& store) {
  std::set<std::string> keys;
  EXPECT_OK(store.View([&](Snapshot& snapshot) {
    return snapshot.Scan({"", "z"}, ScanOrder::kForward, [&](std::string_view key, std::string_view) {
      keys.emplace(key);
      return true;
    });
  }));
  return keys;
}

TEST(MemoryStore, RunsABodyOneToThreeTimes) {
  MemoryStore store({.seed = 3});
  std::set<int> seen;
  for (int i = 0; i < 100; ++i) {
    int runs = 0;
    ASSERT_OK(store.Update("test.count", [&](Txn&) {
      ++runs;
      return absl::OkStatus();
    }));
    seen.insert(runs);
  }
  EXPECT_EQ(seen, (std::set<int>{1, 2, 3}));
}

TEST(MemoryStore, AfterACrashAPrefixOfWhatWasInFlightIsThere) {
  std::set<size_t> kept;
  for (uint64_t seed = 0; seed < 40; ++seed) {
    MemoryStore store({.seed = seed});
    ASSERT_OK(PutRow(store, "acknowledged"));
    store.FailSyncs();
    for (const char* key : {"a", "b", "c"}) {
      EXPECT_THAT(PutRow(store, key), StatusIs(absl::StatusCode::kUnavailable));
    }
    EXPECT_EQ(Keys(store), (std::set<std::string>{"acknowledged"}));
    store.Crash();
    const std::set<std::string> keys = Keys(store);
    EXPECT_TRUE(keys.contains("acknowledged"));
    EXPECT_TRUE(!keys.contains("b") || keys.contains("a"));
    EXPECT_TRUE(!keys.contains("c") || keys.contains("b"));
    kept.insert(keys.size() - 1);
    ASSERT_OK(PutRow(store, "again"));
  }
  EXPECT_EQ(kept, (std::set<size_t>{0, 1, 2, 3}));
}

TEST(MemoryStore, ARefusalIsNoAnswerWhileTheDiskFails) {
  MemoryStore store;
  store.FailSyncs();
  EXPECT_THAT(store.Update("test.refuse", [](Txn&) { return absl::NotFoundError("no"); }),
              StatusIs(absl::StatusCode::kUnavailable));
}

TEST(MemoryStore, TheSameSeedGivesTheSameStory) {
  const auto story = [](uint64_t seed) {
    MemoryStore store({.seed = seed});
    int runs = 0;
    for (int i = 0; i < 20; ++i) {
      EXPECT_OK(store.Update("test.count", [&](Txn&) {
        ++runs;
        return absl::OkStatus();
      }));
    }
    return runs;
  };
  EXPECT_EQ(story(5), story(5));
}

}  // namespace
}  // namespace blangko::storage
