#include "services/stock/stock_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/refusal/refusal.h"
#include "storage/key_codec.h"
#include "storage/memory/memory_store.h"
#include "storage/row_codec.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::stock {
namespace {

constexpr char kSite[] = "14.05";

class StockTableTest : public testing::Test {
 protected:
  void GivenLot(const std::string& lot, uint64_t order, const std::string& blank_type = "KTP-2016",
                const std::vector<uint32_t>& allowed = {}) {
    rows::v1::Lot row;
    row.set_lot(lot);
    row.set_order(order);
    row.set_blank_type(blank_type);
    for (const uint32_t type : allowed) row.add_allowed_request_types(type);
    ASSERT_OK(store_.Update("test", [&](storage::Txn& txn) {
      storage::PutRow(txn, storage::KeyWriter(storage::Table::kLot).Text(lot).Take(), row);
      return absl::OkStatus();
    }));
  }

  static rows::v1::Movement Move(int64_t count, Account from, Account to) {
    rows::v1::Movement movement = OneBlank(from, to, "", 0);
    movement.set_count(count);
    return movement;
  }

  absl::Status Post(const std::string& lot, const std::vector<rows::v1::Movement>& movements) {
    return store_.Update("test", [&](storage::Txn& txn) -> absl::Status {
      const Posting posting{.office = kSite,
                            .lot = lot,
                            .movements = movements,
                            .record = {},
                            .subject = "test:1",
                            .event = "TEST"};
      return StockTable(txn).Post(access::SystemAct("test", clock_.Now()), posting).status();
    });
  }

  absl::Status Receive(const std::string& lot, int64_t count) {
    return Post(lot, {Move(count, rows::v1::ACCOUNT_RECEIVED, rows::v1::ACCOUNT_AVAILABLE)});
  }

  absl::Status Reserve(const std::string& lot, int64_t count = 1) {
    return Post(lot, {Move(count, rows::v1::ACCOUNT_AVAILABLE, rows::v1::ACCOUNT_RESERVED)});
  }

  int64_t Available(const std::string& lot, absl::Time at = absl::InfiniteFuture()) {
    return *storage::ViewFor<int64_t>(store_, [&](storage::Snapshot& snapshot) -> absl::StatusOr<int64_t> {
      const auto balances = at == absl::InfiniteFuture() ? ReadBalances(snapshot, kSite, lot)
                                                         : ReadBalancesAt(snapshot, kSite, lot, at);
      if (!balances.ok()) return balances.status();
      return Get(*balances, rows::v1::ACCOUNT_AVAILABLE);
    });
  }

  absl::StatusOr<std::string> Pick(uint32_t request_type = 1, const std::string& blank_type = "") {
    return storage::UpdateFor<std::string>(store_, "test", [&](storage::Txn& txn) {
      return StockTable(txn).PickLot(kSite, request_type, blank_type);
    });
  }

  int64_t Free(uint32_t request_type = 1, const std::string& blank_type = "") {
    return *storage::ViewFor<int64_t>(store_, [&](storage::Snapshot& snapshot) {
      return CountFree(snapshot, kSite, request_type, blank_type);
    });
  }

  TestClock clock_;
  storage::MemoryStore store_;
};

TEST_F(StockTableTest, PostMovesBlanks) {
  GivenLot("A", 1);
  ASSERT_OK(Receive("A", 100));
  ASSERT_OK(Reserve("A", 30));
  EXPECT_EQ(Available("A"), 70);
}

TEST_F(StockTableTest, RefusedPostingWritesNothing) {
  GivenLot("A", 1);
  ASSERT_OK(Receive("A", 2));
  const uint64_t revision = store_.DurableRevision();
  const absl::Status refused = Post("A", {Move(2, rows::v1::ACCOUNT_AVAILABLE, rows::v1::ACCOUNT_RESERVED),
                                          Move(3, rows::v1::ACCOUNT_RESERVED, rows::v1::ACCOUNT_CONSUMED)});
  EXPECT_EQ(ReasonOf(refused), "ACCOUNT_WOULD_BE_NEGATIVE");
  EXPECT_EQ(Available("A"), 2);
  EXPECT_EQ(store_.DurableRevision(), revision);
}

TEST_F(StockTableTest, MovementsOfOnePostingApplyInOrder) {
  GivenLot("A", 1);
  EXPECT_OK(Post("A", {Move(1, rows::v1::ACCOUNT_UNEXPLAINED, rows::v1::ACCOUNT_RESERVED),
                       Move(1, rows::v1::ACCOUNT_RESERVED, rows::v1::ACCOUNT_CONSUMED)}));
  EXPECT_EQ(ReasonOf(Post("A", {Move(1, rows::v1::ACCOUNT_RESERVED, rows::v1::ACCOUNT_CONSUMED),
                                Move(1, rows::v1::ACCOUNT_UNEXPLAINED, rows::v1::ACCOUNT_RESERVED)})),
            "ACCOUNT_WOULD_BE_NEGATIVE");
}

TEST_F(StockTableTest, UnknownLotIsRefused) { EXPECT_EQ(ReasonOf(Receive("A", 1)), "UNKNOWN_LOT"); }

TEST_F(StockTableTest, PostingWithoutBlanksIsABug) {
  GivenLot("A", 1);
  EXPECT_THAT(Post("A", {}), StatusIs(absl::StatusCode::kInternal));
}

TEST_F(StockTableTest, BalancesAtAPastMoment) {
  GivenLot("A", 1);
  ASSERT_OK(Receive("A", 10));
  const absl::Time morning = clock_.Now();
  clock_.Advance(absl::Hours(2));
  ASSERT_OK(Reserve("A", 4));
  EXPECT_EQ(Available("A", morning), 10);
  EXPECT_EQ(Available("A", morning - absl::Seconds(1)), 0);
  EXPECT_EQ(Available("A", morning + absl::Hours(1)), 10);
  EXPECT_EQ(Available("A", clock_.Now()), 6);
}

TEST_F(StockTableTest, EveryEntryCarriesTheBalancesAfterIt) {
  GivenLot("A", 1);
  ASSERT_OK(Receive("A", 10));
  ASSERT_OK(Reserve("A"));
  std::vector<int64_t> available;
  ASSERT_OK(store_.View([&](storage::Snapshot& snapshot) {
    return storage::VisitLog(snapshot, {kSite, "A"}, std::nullopt, storage::ScanOrder::kForward,
                             [&](const storage::LogRecord& record) {
                               rows::v1::LogEntry entry;
                               EXPECT_TRUE(entry.ParseFromString(record.entry));
                               EXPECT_EQ(entry.actor(), "system:test");
                               EXPECT_EQ(entry.subject(), "test:1");
                               available.push_back(Get(entry.after(), rows::v1::ACCOUNT_AVAILABLE));
                               return true;
                             });
  }));
  EXPECT_THAT(available, testing::ElementsAre(10, 9));
}

TEST_F(StockTableTest, PicksTheOldestLotWithAFreeBlank) {
  GivenLot("Z-old", 1);
  GivenLot("A-new", 2);
  ASSERT_OK(Receive("A-new", 5));
  ASSERT_OK(Receive("Z-old", 1));
  EXPECT_THAT(Pick(), IsOkAndHolds("Z-old"));
  ASSERT_OK(Reserve("Z-old"));
  EXPECT_THAT(Pick(), IsOkAndHolds("A-new"));
  ASSERT_OK(Post("Z-old", {Move(1, rows::v1::ACCOUNT_RESERVED, rows::v1::ACCOUNT_AVAILABLE)}));
  EXPECT_THAT(Pick(), IsOkAndHolds("Z-old"));
}

TEST_F(StockTableTest, PickKeepsToBlankTypeAndAllowedUse) {
  GivenLot("HIBAH", 1, "KTP-2016", {2});
  GivenLot("BARU", 2, "KTP-2020");
  EXPECT_EQ(ReasonOf(Pick().status()), "NO_BLANKS");
  ASSERT_OK(Receive("HIBAH", 3));
  EXPECT_EQ(ReasonOf(Pick(1).status()), "LOT_NOT_ALLOWED");
  EXPECT_THAT(Pick(2), IsOkAndHolds("HIBAH"));
  ASSERT_OK(Receive("BARU", 4));
  EXPECT_THAT(Pick(1), IsOkAndHolds("BARU"));
  EXPECT_EQ(ReasonOf(Pick(1, "KTP-2016").status()), "LOT_NOT_ALLOWED");
  EXPECT_EQ(ReasonOf(Pick(2, "KTP-2011").status()), "NO_BLANKS");
}

TEST_F(StockTableTest, CountsFreeBlanksThatMayBeUsed) {
  GivenLot("HIBAH", 1, "KTP-2016", {2});
  GivenLot("BARU", 2, "KTP-2020");
  ASSERT_OK(Receive("HIBAH", 3));
  ASSERT_OK(Receive("BARU", 4));
  ASSERT_OK(Reserve("BARU", 1));
  EXPECT_EQ(Free(1), 3);
  EXPECT_EQ(Free(2), 6);
  EXPECT_EQ(Free(2, "KTP-2016"), 3);
}

TEST_F(StockTableTest, AGrantCostsTheSameAfterManyUsedUpLots) {
  for (uint64_t i = 0; i < 600; ++i) {
    const std::string lot = "L" + std::to_string(i);
    GivenLot(lot, i);
    ASSERT_OK(Receive(lot, 1));
    if (i < 599) {
      ASSERT_OK(Reserve(lot));
    }
  }
  EXPECT_THAT(Pick(), IsOkAndHolds("L599"));  // over the read budget if it walked the lots
}

TEST_F(StockTableTest, AForgedHeadIsDataLoss) {
  GivenLot("A", 1);
  ASSERT_OK(Receive("A", 10));
  Balances forged;
  forged.add_count(0);
  forged.add_count(11);
  ASSERT_OK(store_.Update("test", [&](storage::Txn& txn) {
    return storage::AppendLog(txn, {kSite, "A"}, clock_.Now(), "", storage::EncodeRow(forged)).status();
  }));
  EXPECT_THAT(Reserve("A"), StatusIs(absl::StatusCode::kDataLoss));
}

}  // namespace
}  // namespace blangko::stock
