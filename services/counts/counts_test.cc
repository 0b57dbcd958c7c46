#include "services/counts/counts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "services/counts/counts_fixture.h"
#include "services/counts/validate_counts.h"

namespace blangko::counts {
namespace {

using rows::v1::ACCOUNT_AVAILABLE;
using rows::v1::ACCOUNT_LOST;
using rows::v1::ACCOUNT_UNEXPLAINED;

class CountsTest : public CountsFixture {};

TEST_F(CountsTest, WhoCountsDoesNotSeeTheBook) {
  const std::string id = Open();
  const v1::Count open = Shown(id);
  ASSERT_EQ(open.lines_size(), 2);
  EXPECT_FALSE(open.lines(0).has_book());
  ASSERT_EQ(Enter(id, {{"A", {998, 0}}, {"B", {200, 0}}}), id);
  const v1::Count entered = Shown(id);
  EXPECT_EQ(entered.state(), v1::Count::STATE_ENTERED);
  EXPECT_EQ(entered.lines(0).counted().unused(), 998);
  EXPECT_EQ(entered.lines(0).book().unused(), 1000);
  EXPECT_EQ(Blanks("A", ACCOUNT_AVAILABLE), 1000) << "a count by itself moves nothing";
}

TEST_F(CountsTest, TwoPersonsMakeTheBookSayWhatWasCounted) {
  const std::string id = Open();
  Enter(id, {{"A", {998, 0}}, {"B", {201, 0}}});
  const std::string proposal = Settle(budi_, id, {{"A", "dua sobek"}, {"B", "satu di laci"}});
  EXPECT_EQ(Approve(ratna_, proposal), "");
  EXPECT_EQ(Blanks("A", ACCOUNT_AVAILABLE), 998);
  EXPECT_EQ(Blanks("A", ACCOUNT_LOST), 2);
  EXPECT_EQ(Blanks("B", ACCOUNT_AVAILABLE), 201);
  EXPECT_EQ(Blanks("B", ACCOUNT_UNEXPLAINED), 1);
  const v1::Count settled = Shown(id);
  EXPECT_EQ(settled.state(), v1::Count::STATE_SETTLED);
  EXPECT_EQ(settled.settled_by(), "account:budi");
  EXPECT_EQ(settled.second_person(), "account:ratna");
  EXPECT_EQ(settled.lines(0).explanation(), "dua sobek");
  EXPECT_TRUE(at_.Equation().exact());
}

TEST_F(CountsTest, TheBookIsThatOfTheMomentOfCounting) {
  const std::string id = Open();
  at_.clock.Advance(absl::Minutes(10));
  const absl::Time counted = at_.clock.Now();
  at_.clock.Advance(absl::Hours(1));
  ASSERT_OK(at_.Send(stock::Pelalawan::Sending(stock::kBunut, {{"A", 300}})).status());
  Enter(id, {{"A", {1000, 0}}, {"B", {200, 0}}}, counted);
  EXPECT_EQ(Shown(id).lines(0).book().unused(), 1000);
  EXPECT_EQ(Approve(ratna_, Settle(budi_, id, {})), "");
  EXPECT_EQ(Blanks("A", ACCOUNT_AVAILABLE), 700) << "what went out meanwhile is out";
}

TEST_F(CountsTest, CatchesACountAgainstTheBookOfNow) {
  setenv("BLANGKO_PLANT", "count-against-the-book-of-now", 1);
  const std::string id = Open();
  at_.clock.Advance(absl::Minutes(10));
  const absl::Time counted = at_.clock.Now();
  at_.clock.Advance(absl::Hours(1));
  ASSERT_OK(at_.Send(stock::Pelalawan::Sending(stock::kBunut, {{"A", 300}})).status());
  Enter(id, {{"A", {1000, 0}}, {"B", {200, 0}}}, counted);
  EXPECT_NE(Shown(id).lines(0).book().unused(), 1000);
}

TEST_F(CountsTest, WhoCountedHasNoPartInSettling) {
  const std::string id = Open();
  Enter(id, {{"A", {999, 0}}, {"B", {200, 0}}});
  EXPECT_EQ(Settle(siti_, id, {{"A", "satu sobek"}}), "ABOUT_ONESELF");
  const std::string proposal = Settle(budi_, id, {{"A", "satu sobek"}});
  EXPECT_EQ(Approve(budi_, proposal), "NOT_ALLOWED");
  EXPECT_EQ(Blanks("A", ACCOUNT_AVAILABLE), 1000);
}

TEST_F(CountsTest, CatchesACounterWhoSettlesTheirOwnCount) {
  setenv("BLANGKO_PLANT", "counter-settles-own-count", 1);
  const std::string id = Open();
  Enter(id, {{"A", {999, 0}}, {"B", {200, 0}}});
  EXPECT_NE(Settle(siti_, id, {{"A", "satu sobek"}}), "ABOUT_ONESELF");
}

TEST_F(CountsTest, EachDifferenceNeedsItsExplanationAndNoOtherHasOne) {
  const std::string id = Open();
  Enter(id, {{"A", {999, 0}}, {"B", {200, 0}}});
  EXPECT_EQ(Settle(budi_, id, {}), "INVALID_FIELD");
  EXPECT_EQ(Settle(budi_, id, {{"A", "satu sobek"}, {"B", "tidak ada"}}), "INVALID_FIELD");
}

TEST_F(CountsTest, EveryLotIsCountedAndOthersThatWereFoundToo) {
  const std::string id = Open();
  EXPECT_EQ(Enter(id, {{"A", {1000, 0}}}), "INVALID_FIELD");
  EXPECT_EQ(Enter(id, {{"A", {1000, 0}}, {"B", {200, 0}}, {"X", {1, 0}}}), "UNKNOWN_LOT");
  EXPECT_EQ(Enter(id, {{"A", {1000, 0}}, {"B", {200, 0}}, {"C", {3, 0}}}), id);
  EXPECT_EQ(Approve(ratna_, Settle(budi_, id, {{"C", "dus lama"}})), "");
  EXPECT_EQ(Blanks("C", ACCOUNT_AVAILABLE), 3);
}

TEST_F(CountsTest, OneCountAtATimeAndACancelledOneLetsTheNextBegin) {
  const std::string id = Open();
  EXPECT_EQ(Open(), "COUNT_IS_OPEN");
  v1::CancelCountRequest cancel;
  cancel.set_count_id(id);
  cancel.set_reason("salah hitung");
  EXPECT_OK(counts_.Cancel(ActOf(budi_, cancel), cancel).status());
  EXPECT_EQ(Enter(id, {{"A", {1000, 0}}, {"B", {200, 0}}}), "COUNT_STATE_WRONG");
  EXPECT_NE(Open(), "COUNT_IS_OPEN");
}

// What lacks may have been sent away before the second person looked: then nothing is taken over.
TEST_F(CountsTest, ASettlementThatNoAccountHoldsChangesNothing) {
  const std::string id = Open();
  Enter(id, {{"A", {100, 0}}, {"B", {200, 0}}});
  const std::string proposal = Settle(budi_, id, {{"A", "hilang"}});
  ASSERT_OK(at_.Send(stock::Pelalawan::Sending(stock::kBunut, {{"A", 500}})).status());
  EXPECT_EQ(Approve(ratna_, proposal), "ACCOUNT_WOULD_BE_NEGATIVE");
  EXPECT_EQ(Blanks("A", ACCOUNT_AVAILABLE), 500);
  EXPECT_EQ(Shown(id).state(), v1::Count::STATE_ENTERED);
}

TEST_F(CountsTest, CardsSinceTheCountBeforeAreShown) {
  const std::string first = Open();
  Enter(first, {{"A", {1000, 0}}, {"B", {200, 0}}});
  ASSERT_EQ(Approve(ratna_, Settle(budi_, first, {})), "");
  const std::string second = Open();
  Enter(second, {{"A", {1000, 0}}, {"B", {200, 0}}});
  EXPECT_TRUE(Shown(second).has_cards_by_book());
  EXPECT_EQ(Shown(second).cards_by_book(), 0);
  EXPECT_FALSE(Shown(first).has_cards_by_book());
}

TEST_F(CountsTest, ATimeBeforeTheCountBeganIsRefused) {
  const std::string id = Open();
  EXPECT_EQ(Enter(id, {{"A", {1000, 0}}, {"B", {200, 0}}}, at_.clock.Now() - absl::Hours(1)),
            "INVALID_FIELD");
  EXPECT_EQ(Enter(id, {{"A", {1000, 0}}, {"B", {200, 0}}}, at_.clock.Now() + absl::Hours(1)),
            "INVALID_FIELD");
}

// The largest count there is, every lot of it different, is taken over in one commit.
TEST_F(CountsTest, ASettlementOfAsManyLotsAsThereMayBeFitsIntoACommit) {
  Counted counted = {{"A", {999, 0}}, {"B", {199, 0}}};
  for (size_t lot = counted.size(); lot < kLotsOfACountMax; ++lot) {
    const std::string name = "L" + std::to_string(lot);
    ASSERT_OK(at_.CreateLot(name));
    ASSERT_OK(at_.Receive(name, 10));
    counted.push_back({name, {0, 1}});
  }
  const std::string id = Open();
  ASSERT_EQ(Enter(id, counted), id);
  std::vector<std::pair<std::string, std::string>> why;
  for (const auto& [lot, blanks] : counted) why.emplace_back(lot, "dihitung");
  EXPECT_EQ(Approve(ratna_, Settle(budi_, id, why)), "");
  EXPECT_EQ(Shown(id).state(), v1::Count::STATE_SETTLED);
}

}  // namespace
}  // namespace blangko::counts
