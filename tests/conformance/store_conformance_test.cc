// What one caller may rely on, whatever the engine. store_threads_test.cc has what many callers may rely on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "storage/open_store.h"
#include "tests/conformance/store_under_test.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_clock.h"

namespace blangko::storage {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class StoreConformance : public testing::TestWithParam<Engine> {
 protected:
  Store& store() {
    if (under_test_ == nullptr) under_test_ = GetParam().open(limits_, clock_);
    return under_test_->store();
  }
  void Reopen() { under_test_->Reopen(); }

  absl::Status Update(const Store::Body& body) { return store().Update("test.update", body); }

  absl::Status Put(const std::string& key, const std::string& value) {
    return Update([&](Txn& txn) {
      txn.Put(key, value);
      return absl::OkStatus();
    });
  }

  // "key=value" of each row of the range.
  static std::vector<std::string> Rows(Snapshot& snapshot, const KeyRange& range, ScanOrder order,
                                       size_t limit = 1000) {
    std::vector<std::string> rows;
    EXPECT_OK(snapshot.Scan(range, order, [&](std::string_view key, std::string_view value) {
      rows.push_back(std::string(key) + "=" + std::string(value));
      return rows.size() < limit;
    }));
    return rows;
  }

  // All rows that these tests write.
  std::vector<std::string> AllRows() {
    std::vector<std::string> rows;
    EXPECT_OK(store().View([&](Snapshot& snapshot) {
      rows = Rows(snapshot, {"a", "z"}, ScanOrder::kForward);
      return absl::OkStatus();
    }));
    return rows;
  }

  Limits limits_;
  TestClock clock_;

 private:
  std::unique_ptr<StoreUnderTest> under_test_;
};

TEST_P(StoreConformance, ABodyReadsItsOwnWrites) {
  ASSERT_OK(Put("b", "old"));
  EXPECT_OK(Update([&](Txn& txn) {
    txn.Put("a", "1");
    txn.Put("b", "new");
    EXPECT_THAT(txn.Get("a"), IsOkAndHolds(std::optional<std::string>("1")));
    EXPECT_THAT(txn.Get("b"), IsOkAndHolds(std::optional<std::string>("new")));
    txn.Erase("b");
    EXPECT_THAT(txn.Get("b"), IsOkAndHolds(std::nullopt));
    EXPECT_THAT(Rows(txn, {"a", "z"}, ScanOrder::kForward), ElementsAre("a=1"));
    txn.Put("b", "again");
    EXPECT_THAT(Rows(txn, {"a", "z"}, ScanOrder::kReverse), ElementsAre("b=again", "a=1"));
    return absl::OkStatus();
  }));
  EXPECT_THAT(AllRows(), ElementsAre("a=1", "b=again"));
}

TEST_P(StoreConformance, ScansBothWaysOverRowsAndOwnWrites) {
  for (const char* key : {"b", "d", "f", "h"}) ASSERT_OK(Put(key, "db"));
  EXPECT_OK(Update([&](Txn& txn) {
    txn.Put("c", "own");
    txn.Put("f", "own");
    txn.Erase("d");
    txn.Erase("nothing");
    EXPECT_THAT(Rows(txn, {"b", "h"}, ScanOrder::kForward), ElementsAre("b=db", "c=own", "f=own"));
    EXPECT_THAT(Rows(txn, {"b", "h"}, ScanOrder::kReverse), ElementsAre("f=own", "c=own", "b=db"));
    EXPECT_THAT(Rows(txn, {"b", "z"}, ScanOrder::kForward, 2), ElementsAre("b=db", "c=own"));
    EXPECT_THAT(Rows(txn, {"b", "z"}, ScanOrder::kReverse, 2), ElementsAre("h=db", "f=own"));
    EXPECT_THAT(Rows(txn, {"d", "e"}, ScanOrder::kForward), IsEmpty());
    EXPECT_THAT(Rows(txn, {"z", "a"}, ScanOrder::kForward), IsEmpty());
    EXPECT_THAT(Rows(txn, {"b", "b"}, ScanOrder::kReverse), IsEmpty());
    return absl::OkStatus();
  }));
}

TEST_P(StoreConformance, KeysAndValuesAreBytes) {
  const std::string key("k\0\xff\x01", 4);
  const std::string value("\0\xff\n", 3);
  ASSERT_OK(Put(key, value));
  ASSERT_OK(Put("k", ""));
  Reopen();
  EXPECT_OK(store().View([&](Snapshot& snapshot) {
    EXPECT_THAT(snapshot.Get(key), IsOkAndHolds(std::optional<std::string>(value)));
    EXPECT_THAT(snapshot.Get("k"), IsOkAndHolds(std::optional<std::string>("")));
    EXPECT_EQ(Rows(snapshot, {"k", "l"}, ScanOrder::kForward).size(), 2U);
    return absl::OkStatus();
  }));
}

TEST_P(StoreConformance, ScansWithoutAnUpperBoundAreRefused) {
  const auto scan = [](Snapshot& snapshot) {
    return snapshot.Scan({"a", ""}, ScanOrder::kForward, [](auto, auto) { return true; });
  };
  EXPECT_THAT(Update(scan), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(store().View(scan), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_P(StoreConformance, ARefusalLeavesNoTrace) {
  ASSERT_OK(Put("a", "1"));
  const uint64_t revision = store().DurableRevision();
  EXPECT_THAT(Update([](Txn& txn) {
                txn.Put("a", "2");
                txn.Put("b", "2");
                return absl::NotFoundError("no such lot");
              }),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("no such lot")));
  EXPECT_THAT(AllRows(), ElementsAre("a=1"));
  EXPECT_EQ(store().DurableRevision(), revision);
}

TEST_P(StoreConformance, TheRevisionGrowsWithEveryCommit) {
  uint64_t before = store().DurableRevision();
  for (const char* value : {"1", "2", "3"}) {
    ASSERT_OK(Put("a", value));
    EXPECT_GT(store().DurableRevision(), before);
    before = store().DurableRevision();
  }
  Reopen();
  EXPECT_EQ(store().DurableRevision(), before);
}

TEST_P(StoreConformance, ReopeningKeepsEverything) {
  for (int i = 0; i < 50; ++i) ASSERT_OK(Put(absl::StrCat("k", 100 + i), "v"));
  ASSERT_OK(Update([](Txn& txn) {
    txn.Erase("k100");
    return absl::OkStatus();
  }));
  const std::vector<std::string> before = AllRows();
  EXPECT_EQ(before.size(), 49U);
  for (int time = 0; time < 3; ++time) {
    Reopen();
    EXPECT_EQ(AllRows(), before);
    ASSERT_OK(Put("k110", "v"));
  }
}

TEST_P(StoreConformance, AViewStandsStillWhileOthersWrite) {
  ASSERT_OK(Put("a", "1"));
  ASSERT_OK(Put("b", "1"));
  EXPECT_OK(store().View([&](Snapshot& snapshot) {
    EXPECT_THAT(snapshot.Get("a"), IsOkAndHolds(std::optional<std::string>("1")));
    std::thread([&] {
      EXPECT_OK(Update([](Txn& txn) {
        txn.Put("a", "2");
        txn.Erase("b");
        txn.Put("c", "2");
        return absl::OkStatus();
      }));
    }).join();
    EXPECT_THAT(Rows(snapshot, {"a", "z"}, ScanOrder::kForward), ElementsAre("a=1", "b=1"));
    return absl::OkStatus();
  }));
  EXPECT_THAT(AllRows(), ElementsAre("a=2", "c=2"));
}

TEST_P(StoreConformance, AViewGivesBackTheReadersAnswer) {
  EXPECT_THAT(store().View([](Snapshot&) { return absl::NotFoundError("nobody"); }),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("nobody")));
}

TEST_P(StoreConformance, AViewEndsWithItsAge) {
  ASSERT_OK(Put("a", "1"));
  EXPECT_THAT(store().View([&](Snapshot& snapshot) {
    EXPECT_OK(snapshot.Get("a"));
    clock_.Advance(limits_.view_age);
    return snapshot.Get("a").status();
  }),
              StatusIs(absl::StatusCode::kDeadlineExceeded));
}

TEST_P(StoreConformance, BudgetOfKeysRead) {
  limits_.keys_read = 4;
  for (const char* key : {"a", "b", "c", "d", "e"}) ASSERT_OK(Put(key, "1"));
  const auto read = [&](size_t rows) {
    return Update([&](Txn& txn) {
      Rows(txn, {"a", "z"}, ScanOrder::kForward, rows - 1);
      EXPECT_OK(txn.Get("a").status());
      return absl::OkStatus();
    });
  };
  EXPECT_OK(read(4));
  EXPECT_THAT(Update([&](Txn& txn) {
                txn.Put("written", "before the excess");
                return txn.Scan({"a", "z"}, ScanOrder::kForward, [](auto, auto) { return true; });
              }),
              StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("4 keys read")));
  EXPECT_EQ(AllRows().size(), 5U);
}

TEST_P(StoreConformance, BudgetOfKeysAndBytesWritten) {
  limits_.keys_written = 3;
  limits_.bytes_written = 100;
  const auto write = [&](int keys, size_t bytes) {
    return Update([&](Txn& txn) {
      for (int i = 0; i < keys; ++i) txn.Put(absl::StrCat("k", i), std::string(bytes, 'x'));
      return absl::OkStatus();
    });
  };
  EXPECT_OK(write(3, 31));
  EXPECT_THAT(write(4, 1), StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("3 keys written")));
  EXPECT_THAT(write(3, 32), StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("100 bytes written")));
  EXPECT_EQ(AllRows().size(), 3U);
}

TEST_P(StoreConformance, TheBudgetIsPerBodyNotPerGroup) {
  limits_.keys_written = 2;
  std::vector<Store::Body> bodies;
  for (int i = 0; i < 10; ++i) {
    bodies.push_back([i](Txn& txn) {
      txn.Put(absl::StrCat("k", i), "1");
      txn.Put(absl::StrCat("l", i), "1");
      return absl::OkStatus();
    });
  }
  for (const absl::Status& status : store().UpdateEach("test.each", bodies)) EXPECT_OK(status);
}

TEST_P(StoreConformance, EachBodyIsRefusedOrCommittedByItself) {
  const auto add = [](const std::string& row, bool refuse) -> Store::Body {
    return [=](Txn& txn) -> absl::Status {
      auto before = txn.Get("sum");
      if (!before.ok()) return before.status();
      txn.Put("sum", before->value_or("") + row);
      return refuse ? absl::AbortedError(row) : absl::OkStatus();
    };
  };
  const std::vector<Store::Body> bodies = {add("1", false), add("2", true), add("3", false), add("4", true)};
  const std::vector<absl::Status> statuses = store().UpdateEach("test.each", bodies);
  EXPECT_THAT(statuses, ElementsAre(IsOk(), StatusIs(absl::StatusCode::kAborted, "2"), IsOk(),
                                    StatusIs(absl::StatusCode::kAborted, "4")));
  EXPECT_THAT(AllRows(), ElementsAre("sum=13"));
  EXPECT_THAT(store().UpdateEach("test.each", {}), IsEmpty());
}

TEST_P(StoreConformance, ALongBatchIsWorkedInOrder) {
  std::vector<Store::Body> bodies;
  for (int i = 0; i < 2500; ++i) {
    bodies.push_back([i](Txn& txn) -> absl::Status {
      auto last = txn.Get("last");
      if (!last.ok()) return last.status();
      if (last->value_or("-1") != absl::StrCat(i - 1)) return absl::InternalError("out of order");
      txn.Put("last", absl::StrCat(i));
      return absl::OkStatus();
    });
  }
  for (const absl::Status& status : store().UpdateEach("test.each", bodies)) ASSERT_OK(status);
  EXPECT_THAT(AllRows(), ElementsAre("last=2499"));
}

TEST_P(StoreConformance, ResultsComeBack) {
  EXPECT_THAT(UpdateFor<int>(store(), "test.result", [](Txn&) -> absl::StatusOr<int> { return 7; }),
              IsOkAndHolds(7));
  EXPECT_THAT(
      ViewFor<int>(store(), [](Snapshot&) -> absl::StatusOr<int> { return absl::NotFoundError("x"); }),
      StatusIs(absl::StatusCode::kNotFound));
}

INSTANTIATE_TEST_SUITE_P(Engines, StoreConformance, testing::ValuesIn(AllEngines()),
                         [](const auto& engine) { return engine.param.name; });

TEST(OpenStore, KnowsItsEngines) {
  const TempDir dir;
  EXPECT_OK(OpenStore("memory:"));
  EXPECT_OK(OpenStore("rocks:" + dir.File("store")));
  for (const char* name : {"", "rocks:", "memory:x", "etcd"}) {
    EXPECT_THAT(OpenStore(name), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("rocks:DIRECTORY")))
        << name;
  }
}

}  // namespace
}  // namespace blangko::storage
