#include "services/stock/equation.h"

#include <gtest/gtest.h>

#include "services/stock/ledger_fold.h"
#include "storage/layers/ledger_log.h"
#include "storage/memory/memory_store.h"
#include "storage/row_codec.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::stock {
namespace {

Balances With(std::initializer_list<std::pair<Account, int64_t>> counts) {
  Balances balances;
  for (int i = 0; i <= rows::v1::ACCOUNT_TRANSFER_OUT; ++i) balances.add_count(0);
  for (const auto& [account, count] : counts) balances.set_count(account, count);
  return balances;
}

Balances Busy() {
  return With({{rows::v1::ACCOUNT_RECEIVED, 1000},
               {rows::v1::ACCOUNT_OPENING, 50},
               {rows::v1::ACCOUNT_RECEIVED_IN, 20},
               {rows::v1::ACCOUNT_UNEXPLAINED, 1},
               {rows::v1::ACCOUNT_TRANSFER_IN, 9},
               {rows::v1::ACCOUNT_AVAILABLE, 900},
               {rows::v1::ACCOUNT_RESERVED, 10},
               {rows::v1::ACCOUNT_IN_TRANSIT, 30},
               {rows::v1::ACCOUNT_CONSUMED, 100},
               {rows::v1::ACCOUNT_SPOILED_HELD, 5},
               {rows::v1::ACCOUNT_UNCERTAIN_HELD, 2},
               {rows::v1::ACCOUNT_QUARANTINED, 7},
               {rows::v1::ACCOUNT_DESTROYED, 3},
               {rows::v1::ACCOUNT_LOST, 1},
               {rows::v1::ACCOUNT_SENT_OUT, 12},
               {rows::v1::ACCOUNT_TRANSFER_OUT, 10}});
}

TEST(Equation, EveryAccountHasItsSide) {
  const auto equation = EquationOf({{"14.05", "A", Busy(), {}}}, 0);
  EXPECT_EQ(equation.received(), 1079);
  EXPECT_EQ(equation.remaining(), 910);
  EXPECT_EQ(equation.printed(), 100);
  EXPECT_EQ(equation.spoiled(), 8);
  EXPECT_EQ(equation.sent(), 52);
  EXPECT_EQ(equation.difference(), 9);
  EXPECT_TRUE(equation.exact());
}

TEST(Equation, TwoErrorsThatCancelOutAreStillErrors) {
  Balances more = Busy();
  Balances less = Busy();
  more.set_count(rows::v1::ACCOUNT_AVAILABLE, 901);
  less.set_count(rows::v1::ACCOUNT_AVAILABLE, 899);
  const auto equation = EquationOf({{"14.05", "A", more, {}}, {"14.05", "B", less, {}}}, 0);
  EXPECT_EQ(equation.received(), equation.remaining() + equation.printed() + equation.spoiled() +
                                     equation.sent() + equation.difference());
  EXPECT_FALSE(equation.exact());
}

TEST(Equation, ANegativeAccountIsNotExact) {
  Balances balances = Busy();
  balances.set_count(rows::v1::ACCOUNT_LOST, -1);
  balances.set_count(rows::v1::ACCOUNT_AVAILABLE, 902);
  EXPECT_FALSE(EquationOf({{"14.05", "A", balances, {}}}, 0).exact());
}

// Appends an entry whose balances do not follow from its movements, as a faulty program would.
absl::Status Forge(storage::MemoryStore& store, const Balances& after, int64_t moved) {
  rows::v1::LogEntry entry;
  auto* movement = entry.add_movements();
  movement->set_from(rows::v1::ACCOUNT_RECEIVED);
  movement->set_to(rows::v1::ACCOUNT_AVAILABLE);
  movement->set_count(moved);
  *entry.mutable_after() = after;
  return store.Update("test", [&](storage::Txn& txn) {
    return storage::AppendLog(txn, {"14.05", "A"}, TestStart(), entry.SerializeAsString(),
                              storage::EncodeRow(after))
        .status();
  });
}

TEST(CheckLedger, FindsBalancesThatAreNotTheSumOfTheMovements) {
  storage::MemoryStore store;
  ASSERT_OK(Forge(store, With({{rows::v1::ACCOUNT_RECEIVED, 5}, {rows::v1::ACCOUNT_AVAILABLE, 5}}), 4));
  const absl::Status found = store.View([](storage::Snapshot& snapshot) { return CheckLedger(snapshot); });
  EXPECT_THAT(found,
              StatusIs(absl::StatusCode::kDataLoss,
                       testing::HasSubstr("lot A, entry 1: the balances are not the sum of the movements")));
}

TEST(CheckLedger, FindsAFreeLotThatIsNotListed) {
  storage::MemoryStore store;
  ASSERT_OK(Forge(store, With({{rows::v1::ACCOUNT_RECEIVED, 5}, {rows::v1::ACCOUNT_AVAILABLE, 5}}), 5));
  const absl::Status found = store.View([](storage::Snapshot& snapshot) { return CheckLedger(snapshot); });
  EXPECT_THAT(found,
              StatusIs(absl::StatusCode::kDataLoss, testing::HasSubstr("the list of free lots has 0 lots")));
}

}  // namespace
}  // namespace blangko::stock
