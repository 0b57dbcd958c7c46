#include "services/stock/balances.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/refusal/refusal.h"
#include "storage/row_codec.h"
#include "tests/support/status_matchers.h"

namespace blangko::stock {
namespace {

using rows::v1::Movement;
using testing::HasSubstr;

const storage::LogStream kWhere{"14.05", "LOT-1"};

Movement Move(int64_t count, Account from, Account to) {
  Movement movement;
  movement.set_count(count);
  movement.set_from(from);
  movement.set_to(to);
  return movement;
}

Balances WithAvailable(int64_t count) {
  return *Moved(kWhere, {}, Move(count, rows::v1::ACCOUNT_RECEIVED, rows::v1::ACCOUNT_AVAILABLE));
}

TEST(Moved, ASourceGrowsAsThePlaceDoes) {
  const Balances balances = WithAvailable(8000);
  EXPECT_EQ(Get(balances, rows::v1::ACCOUNT_RECEIVED), 8000);
  EXPECT_EQ(Get(balances, rows::v1::ACCOUNT_AVAILABLE), 8000);
  EXPECT_EQ(Get(balances, rows::v1::ACCOUNT_TRANSFER_OUT), 0);
  EXPECT_EQ(Imbalance(balances), 0);
}

TEST(Moved, FromPlaceToPlace) {
  ASSERT_OK_AND_ASSIGN(
      const Balances after,
      Moved(kWhere, WithAvailable(10), Move(3, rows::v1::ACCOUNT_AVAILABLE, rows::v1::ACCOUNT_RESERVED)));
  EXPECT_EQ(Get(after, rows::v1::ACCOUNT_AVAILABLE), 7);
  EXPECT_EQ(Get(after, rows::v1::ACCOUNT_RESERVED), 3);
  EXPECT_EQ(Imbalance(after), 0);
}

TEST(Moved, ReversalTakesBackFromTheSource) {
  ASSERT_OK_AND_ASSIGN(
      const Balances after,
      Moved(kWhere, WithAvailable(10), Move(4, rows::v1::ACCOUNT_AVAILABLE, rows::v1::ACCOUNT_RECEIVED)));
  EXPECT_EQ(Get(after, rows::v1::ACCOUNT_RECEIVED), 6);
  EXPECT_EQ(Get(after, rows::v1::ACCOUNT_AVAILABLE), 6);
}

TEST(Moved, NeverBelowZeroAndSaysWhere) {
  const absl::Status refused =
      Moved(kWhere, WithAvailable(2), Move(3, rows::v1::ACCOUNT_AVAILABLE, rows::v1::ACCOUNT_RESERVED))
          .status();
  EXPECT_EQ(ReasonOf(refused), "ACCOUNT_WOULD_BE_NEGATIVE");
  EXPECT_EQ(refused.message(), "Office 14.05, lot LOT-1: account available holds 2, 3 wanted.");
}

TEST(Moved, RefusesWhatIsNoMovement) {
  const std::vector<Movement> wrong = {
      Move(0, rows::v1::ACCOUNT_AVAILABLE, rows::v1::ACCOUNT_RESERVED),
      Move(-1, rows::v1::ACCOUNT_AVAILABLE, rows::v1::ACCOUNT_RESERVED),
      Move(1, rows::v1::ACCOUNT_AVAILABLE, rows::v1::ACCOUNT_AVAILABLE),
      Move(1, rows::v1::ACCOUNT_UNSPECIFIED, rows::v1::ACCOUNT_AVAILABLE),
      Move(1, rows::v1::ACCOUNT_AVAILABLE, static_cast<Account>(17)),
      Move(1, rows::v1::ACCOUNT_RECEIVED, rows::v1::ACCOUNT_OPENING),
      Move(1, rows::v1::ACCOUNT_CONSUMED, rows::v1::ACCOUNT_AVAILABLE),
      Move(1, rows::v1::ACCOUNT_SPOILED_HELD, rows::v1::ACCOUNT_RESERVED),
      Move(1, rows::v1::ACCOUNT_DESTROYED, rows::v1::ACCOUNT_SENT_OUT),
  };
  for (const Movement& movement : wrong) {
    EXPECT_THAT(Moved(kWhere, WithAvailable(9), movement), StatusIs(absl::StatusCode::kInternal))
        << movement.ShortDebugString();
  }
}

TEST(Codec, KeepsGoodBalances) {
  const Balances balances = WithAvailable(5);
  ASSERT_OK_AND_ASSIGN(const std::string bytes, EncodeBalances(balances));
  ASSERT_OK_AND_ASSIGN(const Balances read, DecodeBalances(kWhere, bytes));
  EXPECT_EQ(read.SerializeAsString(), balances.SerializeAsString());
}

TEST(Codec, ABrokenEquationIsNeverWritten) {
  Balances broken = WithAvailable(5);
  broken.set_count(rows::v1::ACCOUNT_AVAILABLE, 4);
  EXPECT_THAT(EncodeBalances(broken), StatusIs(absl::StatusCode::kInternal, HasSubstr("off by 1")));
}

TEST(Codec, ABrokenEquationOnDiskIsDataLoss) {
  Balances broken = WithAvailable(5);
  broken.set_count(rows::v1::ACCOUNT_AVAILABLE, 4);
  EXPECT_THAT(
      DecodeBalances(kWhere, storage::EncodeRow(broken)),
      StatusIs(absl::StatusCode::kDataLoss, HasSubstr("office 14.05, lot LOT-1: the equation is off by 1")));
}

TEST(Codec, ANegativeAccountOnDiskIsDataLoss) {
  Balances broken = WithAvailable(5);
  broken.set_count(rows::v1::ACCOUNT_AVAILABLE, 6);
  while (broken.count_size() <= rows::v1::ACCOUNT_TRANSFER_OUT) broken.add_count(0);
  broken.set_count(rows::v1::ACCOUNT_LOST, -1);
  EXPECT_EQ(Imbalance(broken), 0);
  EXPECT_THAT(DecodeBalances(kWhere, storage::EncodeRow(broken)),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("lost is -1")));
}

TEST(Accounts, HaveNames) {
  EXPECT_EQ(NameOf(rows::v1::ACCOUNT_AVAILABLE), "available");
  EXPECT_EQ(NameOf(rows::v1::ACCOUNT_UNCERTAIN_HELD), "uncertain_held");
  EXPECT_EQ(NameOf(rows::v1::ACCOUNT_TRANSFER_OUT), "transfer_out");
  EXPECT_EQ(NameOf(rows::v1::ACCOUNT_UNSPECIFIED), "?");
}

TEST(Sum, AddsAccountByAccount) {
  Balances longer = WithAvailable(3);
  EXPECT_EQ(Get(Sum(WithAvailable(2), longer), rows::v1::ACCOUNT_AVAILABLE), 5);
  EXPECT_EQ(Get(Sum({}, longer), rows::v1::ACCOUNT_RECEIVED), 3);
}

}  // namespace
}  // namespace blangko::stock
