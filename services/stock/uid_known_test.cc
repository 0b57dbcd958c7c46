// Blanks whose chips were read among those that were used.
#include <gtest/gtest.h>

#include <cstdlib>

#include "services/stock/balances.h"
#include "tests/support/status_matchers.h"

namespace blangko::stock {
namespace {

using rows::v1::ACCOUNT_AVAILABLE;
using rows::v1::ACCOUNT_CONSUMED;
using rows::v1::ACCOUNT_DESTROYED;
using rows::v1::ACCOUNT_LOST;
using rows::v1::ACCOUNT_RECEIVED;
using rows::v1::ACCOUNT_SPOILED_HELD;
using rows::v1::ACCOUNT_UNCERTAIN_HELD;

class UidKnownTest : public testing::Test {
 protected:
  UidKnownTest() { Go(ACCOUNT_RECEIVED, ACCOUNT_AVAILABLE, 10); }
  ~UidKnownTest() override { unsetenv("BLANGKO_PLANT"); }

  void Go(Account from, Account to, int64_t count, const std::string& uid = "") {
    rows::v1::Movement movement;
    movement.set_from(from);
    movement.set_to(to);
    movement.set_count(count);
    movement.set_blank_uid(uid);
    ASSERT_OK_AND_ASSIGN(balances_, Moved({"14.05", "L"}, balances_, movement));
    EXPECT_OK(EncodeBalances(balances_).status());
  }

  Balances balances_;
};

TEST_F(UidKnownTest, AChipThatWasReadIsKnownAndTheOthersAreCountAlone) {
  Go(ACCOUNT_AVAILABLE, ACCOUNT_CONSUMED, 1, "AA11BB22");
  Go(ACCOUNT_AVAILABLE, ACCOUNT_SPOILED_HELD, 2);
  EXPECT_EQ(balances_.uid_known(), 1);
  EXPECT_EQ(UsedOf(balances_), 3);
  EXPECT_EQ(CountedAlone(balances_), 2);
}

TEST_F(UidKnownTest, MovesBetweenWhatWasUsedKeepIt) {
  Go(ACCOUNT_AVAILABLE, ACCOUNT_CONSUMED, 1, "AA11BB22");
  Go(ACCOUNT_CONSUMED, ACCOUNT_SPOILED_HELD, 1, "AA11BB22");
  Go(ACCOUNT_SPOILED_HELD, ACCOUNT_DESTROYED, 1);
  EXPECT_EQ(balances_.uid_known(), 1);
}

TEST_F(UidKnownTest, WhatLeavesIsTakenBack) {
  Go(ACCOUNT_AVAILABLE, ACCOUNT_CONSUMED, 1);
  Go(ACCOUNT_AVAILABLE, ACCOUNT_CONSUMED, 1, "AA11BB22");
  Go(ACCOUNT_CONSUMED, ACCOUNT_UNCERTAIN_HELD, 1, "AA11BB22");
  EXPECT_EQ(balances_.uid_known(), 0);
}

TEST_F(UidKnownTest, ThereAreNeverMoreKnownThanUsed) {
  Go(ACCOUNT_AVAILABLE, ACCOUNT_SPOILED_HELD, 1, "AA11BB22");
  Go(ACCOUNT_SPOILED_HELD, ACCOUNT_LOST, 1);
  EXPECT_EQ(balances_.uid_known(), 0);
  balances_.set_uid_known(1);
  EXPECT_FALSE(EncodeBalances(balances_).ok());
  EXPECT_FALSE(CheckRead({"14.05", "L"}, balances_).ok());
}

TEST_F(UidKnownTest, WhatIsNotTakenBackIsSeen) {
  Go(ACCOUNT_AVAILABLE, ACCOUNT_CONSUMED, 1);
  Go(ACCOUNT_AVAILABLE, ACCOUNT_CONSUMED, 1, "AA11BB22");
  setenv("BLANGKO_PLANT", "uid-known-not-taken-back", 1);
  Go(ACCOUNT_CONSUMED, ACCOUNT_UNCERTAIN_HELD, 1, "AA11BB22");
  EXPECT_NE(balances_.uid_known(), 0);
}

TEST_F(UidKnownTest, SumsAddIt) {
  Go(ACCOUNT_AVAILABLE, ACCOUNT_CONSUMED, 1, "AA11BB22");
  EXPECT_EQ(Sum(balances_, balances_).uid_known(), 2);
}

}  // namespace
}  // namespace blangko::stock
