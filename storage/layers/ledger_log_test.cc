#include "storage/layers/ledger_log.h"

#include <gtest/gtest.h>

#include "storage/key_codec.h"
#include "storage/memory/memory_store.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::storage {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const LogStream kLot{"14.05", "LOT-1"};

class LedgerLogTest : public testing::Test {
 protected:
  LogPosition Append(const std::string& entry, absl::Time now, const LogStream& stream = kLot) {
    auto at = UpdateFor<LogPosition>(store_, "test.append", [&](Txn& txn) {
      return AppendLog(txn, stream, now, entry, "after " + entry);
    });
    EXPECT_OK(at);
    return *at;
  }

  std::vector<std::string> Entries(std::optional<LogPosition> after, ScanOrder order) {
    std::vector<std::string> entries;
    EXPECT_OK(store_.View([&](Snapshot& snapshot) {
      return VisitLog(snapshot, kLot, after, order, [&](const LogRecord& record) {
        entries.push_back(record.entry);
        return true;
      });
    }));
    return entries;
  }

  std::string EntryAt(absl::Time moment) {
    auto record = ViewFor<std::optional<LogRecord>>(
        store_, [&](Snapshot& snapshot) { return ReadLogAt(snapshot, kLot, moment); });
    EXPECT_OK(record);
    return record->has_value() ? (*record)->entry : "";
  }

  absl::Status Verify() {
    return store_.View([](Snapshot& snapshot) { return VerifyLog(snapshot, kLot); });
  }

  // Changes every row of the entries with `change`.
  void Damage(const std::function<void(Txn&, const std::string& key, std::string value)>& change) {
    ASSERT_OK(store_.Update("test.damage", [&](Txn& txn) {
      return txn.Scan(KeyWriter(Table::kLog).Range(), ScanOrder::kForward,
                      [&](std::string_view key, std::string_view value) {
                        change(txn, std::string(key), std::string(value));
                        return true;
                      });
    }));
  }

  MemoryStore store_;
};

TEST_F(LedgerLogTest, AppendsInOrderWithTheStateAtTheHead) {
  EXPECT_EQ(Append("received 8000", TestStart()).seq, 1U);
  EXPECT_EQ(Append("consumed 1", TestStart() + absl::Hours(1)).seq, 2U);
  EXPECT_THAT(Entries(std::nullopt, ScanOrder::kForward), ElementsAre("received 8000", "consumed 1"));
  EXPECT_THAT(Entries(std::nullopt, ScanOrder::kReverse), ElementsAre("consumed 1", "received 8000"));
  EXPECT_OK(store_.View([](Snapshot& snapshot) {
    auto head = ReadLogHead(snapshot, kLot);
    EXPECT_OK(head);
    EXPECT_EQ(head->seq, 2U);
    EXPECT_EQ(head->state, "after consumed 1");
    EXPECT_EQ(head->time, TestStart() + absl::Hours(1));
    return absl::OkStatus();
  }));
  EXPECT_OK(Verify());
}

TEST_F(LedgerLogTest, TimeNeverGoesBack) {
  Append("a", TestStart() + absl::Nanoseconds(1999));
  EXPECT_EQ(Append("b", TestStart() - absl::Hours(9)).time, TestStart() + absl::Microseconds(1));
  EXPECT_OK(Verify());
}

TEST_F(LedgerLogTest, TheStateAtAMomentIsTheNewestEntryUpToIt) {
  Append("a", TestStart());
  Append("b", TestStart());
  Append("c", TestStart() + absl::Hours(2));
  EXPECT_EQ(EntryAt(TestStart() - absl::Microseconds(1)), "");
  EXPECT_EQ(EntryAt(TestStart()), "b");
  EXPECT_EQ(EntryAt(TestStart() + absl::Hours(1)), "b");
  EXPECT_EQ(EntryAt(absl::InfiniteFuture()), "c");
}

TEST_F(LedgerLogTest, VisitsFromAPositionInEitherDirection) {
  Append("a", TestStart());
  const LogPosition b = Append("b", TestStart());
  Append("c", TestStart());
  EXPECT_THAT(Entries(b, ScanOrder::kForward), ElementsAre("c"));
  EXPECT_THAT(Entries(b, ScanOrder::kReverse), ElementsAre("a"));
  auto record = ViewFor<std::optional<LogRecord>>(
      store_, [&](Snapshot& snapshot) { return ReadLog(snapshot, kLot, b); });
  ASSERT_OK(record);
  EXPECT_EQ((*record)->entry, "b");
}

TEST_F(LedgerLogTest, StreamsAreApart) {
  Append("a", TestStart());
  Append("x", TestStart(), {"14.05", ""});
  Append("y", TestStart(), {"14.06", "LOT-1"});
  EXPECT_THAT(Entries(std::nullopt, ScanOrder::kForward), ElementsAre("a"));
  const auto lots = [&](std::string_view office) {
    std::vector<std::string> names;
    EXPECT_OK(store_.View([&](Snapshot& snapshot) {
      return VisitLogHeads(snapshot, office, [&](const LogStream& stream, const LogHeadView& head) {
        EXPECT_EQ(head.seq, 1U);
        names.push_back(stream.office + "/" + stream.lot);
        return true;
      });
    }));
    return names;
  };
  EXPECT_THAT(lots("14.05"), ElementsAre("14.05/", "14.05/LOT-1"));
  EXPECT_THAT(lots(""), ElementsAre("14.05/", "14.05/LOT-1", "14.06/LOT-1"));
}

TEST_F(LedgerLogTest, HeadsOfAnAreaAreReadWithoutTheOthers) {
  for (const char* office : {"13", "14.05", "14.05.02", "14.06", "15"})
    Append("a", TestStart(), {office, "L"});
  const auto begun = [&](std::string_view code) {
    std::vector<std::string> names;
    EXPECT_OK(store_.View([&](Snapshot& snapshot) {
      return VisitHeadsFrom(snapshot, code, [&](const LogStream& stream, const LogHeadView&) {
        names.push_back(stream.office);
        return true;
      });
    }));
    return names;
  };
  EXPECT_THAT(begun("14.05"), ElementsAre("14.05", "14.05.02"));
  EXPECT_THAT(begun("14"), ElementsAre("14.05", "14.05.02", "14.06"));
  EXPECT_THAT(begun("14.07"), ElementsAre());
  EXPECT_EQ(begun("").size(), 5U);
}

TEST_F(LedgerLogTest, AChangedEntryIsFound) {
  Append("a", TestStart());
  Append("b", TestStart());
  Damage([](Txn& txn, const std::string& key, std::string value) {
    if (value.back() != 'b') return;
    value.back() = 'B';
    txn.Put(key, value);
  });
  EXPECT_THAT(Verify(), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("entry 2")));
}

TEST_F(LedgerLogTest, AMissingEntryIsFound) {
  for (const char* entry : {"a", "b", "c"}) Append(entry, TestStart());
  Damage([](Txn& txn, const std::string& key, const std::string& value) {
    if (value.back() == 'b') txn.Erase(key);
  });
  EXPECT_THAT(Verify(), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("entry 2")));
}

TEST_F(LedgerLogTest, AMissingTailIsFound) {
  for (const char* entry : {"a", "b"}) Append(entry, TestStart());
  Damage([](Txn& txn, const std::string& key, const std::string& value) {
    if (value.back() == 'b') txn.Erase(key);
  });
  EXPECT_THAT(Verify(), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("head")));
}

TEST_F(LedgerLogTest, AnEntryMovedToAnotherStreamIsFound) {
  Append("a", TestStart(), {"14.06", "LOT-1"});
  Damage([](Txn& txn, const std::string& key, const std::string& value) {
    std::string moved = key;
    moved.replace(moved.find("14.06"), 5, "14.05");
    txn.Put(moved, value);
  });
  EXPECT_THAT(Verify(), StatusIs(absl::StatusCode::kDataLoss));
}

}  // namespace
}  // namespace blangko::storage
