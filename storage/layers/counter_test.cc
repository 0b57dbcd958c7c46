#include "storage/layers/counter.h"

#include <gtest/gtest.h>

#include "storage/memory/memory_store.h"
#include "tests/support/status_matchers.h"

namespace blangko::storage {
namespace {

std::string CardsOf(std::string_view site, uint64_t day) {
  return KeyWriter(Table::kCounter).U64(1).Text(site).U64(day).Take();
}

absl::Status Add(Store& store, const std::string& key, int64_t delta) {
  return store.Update("test.add", [&](Txn& txn) { return AddToCounter(txn, key, delta); });
}

absl::StatusOr<int64_t> Sum(Store& store, const KeyRange& range) {
  return ViewFor<int64_t>(store, [&](Snapshot& snapshot) { return SumCounters(snapshot, range); });
}

TEST(Counter, SumsBelowAPrefix) {
  MemoryStore store;
  ASSERT_OK(Add(store, CardsOf("14.05", 1), 3));
  ASSERT_OK(Add(store, CardsOf("14.05", 2), -5));
  ASSERT_OK(Add(store, CardsOf("14.06", 1), 100));
  EXPECT_THAT(Sum(store, KeyWriter(Table::kCounter).U64(1).Text("14.05").Range()), IsOkAndHolds(-2));
  EXPECT_THAT(Sum(store, KeyWriter(Table::kCounter).U64(1).Range()), IsOkAndHolds(98));
  EXPECT_THAT(Sum(store, KeyWriter(Table::kCounter).U64(2).Range()), IsOkAndHolds(0));
}

TEST(Counter, AtZeroItIsGone) {
  MemoryStore store;
  ASSERT_OK(Add(store, CardsOf("14.05", 1), 3));
  ASSERT_OK(Add(store, CardsOf("14.05", 1), -3));
  EXPECT_OK(store.View([](Snapshot& snapshot) {
    EXPECT_THAT(snapshot.Get(CardsOf("14.05", 1)), IsOkAndHolds(std::nullopt));
    EXPECT_THAT(ReadCounter(snapshot, CardsOf("14.05", 1)), IsOkAndHolds(0));
    return absl::OkStatus();
  }));
}

TEST(Counter, ARowThatIsNoNumberIsDataLoss) {
  MemoryStore store;
  const std::string key = CardsOf("14.05", 1);
  for (const std::string& bad :
       {std::string(), std::string("\x01short"), std::string("\x09") + std::string(8, 'x')}) {
    ASSERT_OK(store.Update("test.damage", [&](Txn& txn) {
      txn.Put(key, bad);
      return absl::OkStatus();
    }));
    EXPECT_THAT(Add(store, key, 1), StatusIs(absl::StatusCode::kDataLoss));
    EXPECT_THAT(Sum(store, PrefixRange(key)), StatusIs(absl::StatusCode::kDataLoss));
  }
}

}  // namespace
}  // namespace blangko::storage
