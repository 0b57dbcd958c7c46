#include "storage/layers/due_index.h"

#include <gtest/gtest.h>

#include "storage/memory/memory_store.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::storage {
namespace {

class DueIndexTest : public testing::Test {
 protected:
  std::vector<std::string> DueAt(absl::Time now, size_t limit) {
    std::vector<std::string> objects;
    EXPECT_OK(store_.View([&](Snapshot& snapshot) -> absl::Status {
      auto due = ListDue(snapshot, now, limit);
      if (!due.ok()) return due.status();
      for (const DueEntry& entry : *due) objects.push_back(entry.object);
      return absl::OkStatus();
    }));
    return objects;
  }

  void Add(absl::Duration after, const std::string& object) {
    ASSERT_OK(store_.Update("test.due", [&](Txn& txn) {
      AddDue(txn, {TestStart() + after, DueKind::kRecordGate, object});
      return absl::OkStatus();
    }));
  }

  MemoryStore store_;
};

TEST_F(DueIndexTest, ListsWhatIsDueOldestFirst) {
  Add(absl::Hours(2), "later");
  Add(absl::Hours(1), "second");
  Add(-absl::Hours(1), "first");
  EXPECT_THAT(DueAt(TestStart() + absl::Hours(1), 10), testing::ElementsAre("first", "second"));
  EXPECT_THAT(DueAt(TestStart() + absl::Hours(1) - absl::Microseconds(1), 10), testing::ElementsAre("first"));
  EXPECT_THAT(DueAt(TestStart() + absl::Hours(9), 2), testing::ElementsAre("first", "second"));
  EXPECT_THAT(DueAt(TestStart() + absl::Hours(9), 0), testing::ElementsAre());
}

TEST_F(DueIndexTest, RemovedEntriesAreNotDue) {
  Add(absl::ZeroDuration(), "a");
  ASSERT_OK(store_.Update("test.remove", [&](Txn& txn) {
    RemoveDue(txn, {TestStart(), DueKind::kGrantReclaim, "a"});  // another kind
    return absl::OkStatus();
  }));
  EXPECT_THAT(DueAt(TestStart(), 10), testing::ElementsAre("a"));
  ASSERT_OK(store_.Update("test.remove", [&](Txn& txn) {
    RemoveDue(txn, {TestStart(), DueKind::kRecordGate, "a"});
    return absl::OkStatus();
  }));
  EXPECT_THAT(DueAt(TestStart(), 10), testing::ElementsAre());
}

}  // namespace
}  // namespace blangko::storage
