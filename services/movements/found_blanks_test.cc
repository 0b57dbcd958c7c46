// Lost blanks that turn up again, and losses that are taken back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "services/movements/movements_fixture.h"

namespace blangko::movements {
namespace {

using rows::v1::ACCOUNT_AVAILABLE;
using rows::v1::ACCOUNT_LOST;

class FoundBlanksTest : public MovementsFixture {
 protected:
  // Ten of lot A and five of lot B are gone, with the chips of lot A.
  std::string LoseTwoLots() {
    EXPECT_OK(at_.CreateLot("B"));
    Take("maker", {{.lot = "B", .accepted = 100}});
    v1::DeclareLossRequest request;
    request.set_office(stock::kDinas);
    for (const auto& [lot, count] : {std::pair("A", 10), std::pair("B", 5)}) {
      request.add_lines()->set_lot(lot);
      request.mutable_lines(request.lines_size() - 1)->set_count(count);
    }
    request.set_circumstances("gudang dibongkar");
    request.set_place("gudang");
    request.mutable_lost_date()->set_year(2017);
    request.mutable_lost_date()->set_month(1);
    request.mutable_lost_date()->set_day(2);
    request.add_uids()->set_first("04A1B2C3D4E501");
    request.mutable_uids(0)->set_last("04A1B2C3D4E50A");
    request.set_pin(kPin);
    EXPECT_EQ(Approve(ratna_, ProposedBy(movements_.DeclareLoss(ActOf(budi_, request), request))), "");
    const auto losses = movements_.ListLosses(at_.actor, "", {.size = 10, .after = ""});
    return losses.ok() && !losses->rows.empty() ? losses->rows[0].loss_id() : "";
  }
  v1::FindLostRequest Found(const std::string& loss, int64_t count, const std::string& lot = "A") {
    v1::FindLostRequest request;
    request.set_loss_id(loss);
    request.set_lot(lot);
    request.set_count(count);
    request.set_reason("di balik lemari");
    request.set_pin(kPin);
    return request;
  }
  std::string Find(const v1::FindLostRequest& request) {
    return ProposedBy(movements_.FindLost(ActOf(budi_, request), request));
  }
  std::string ReverseNewest(const std::string& lot) {
    stock::v1::ListMovementsRequest newest;
    newest.set_office(stock::kDinas);
    newest.set_lot(lot);
    newest.set_newest_first(true);
    const auto found = at_.stock.ListMovements(at_.actor, newest, {.size = 1, .after = ""});
    v1::ReverseEntryRequest request;
    request.set_office(stock::kDinas);
    request.set_lot(lot);
    request.set_seq(found.ok() ? found->rows[0].seq() : 0);
    request.set_reason("ternyata ada");
    request.set_pin(kPin);
    return ProposedBy(movements_.Reverse(ActOf(budi_, request), request));
  }
  size_t Blocked() {
    const auto found = stock_.ListBlockedBlanks({.size = 10, .after = ""});
    return found.ok() ? found->rows.size() : 99;
  }
};

TEST_F(FoundBlanksTest, PartOfALossIsFreeAgain) {
  const std::string loss = LoseTwoLots();
  EXPECT_EQ(Approve(ratna_, Find(Found(loss, 4))), "");
  EXPECT_EQ(Blanks("A", ACCOUNT_LOST), 6);
  EXPECT_EQ(Blanks("A", ACCOUNT_AVAILABLE), 994);
  EXPECT_EQ(Find(Found(loss, 7)), "INVALID_FIELD") << "six are still lost";
  EXPECT_EQ(Find(Found(loss, 1, "Z")), "INVALID_FIELD");
  EXPECT_EQ(Find(Found("14.05:none", 1)), "UNKNOWN_LOSS");
  ASSERT_OK_AND_ASSIGN(const auto row, movements_.GetLoss(at_.actor, loss));
  EXPECT_EQ(row.lines(0).found_count(), 4);
  EXPECT_EQ(Blocked(), 1U) << "nobody said which ones they are";
  EXPECT_TRUE(at_.Equation().exact());
}

TEST_F(FoundBlanksTest, WhatWasFoundInPartIsNotTakenBackAsAWhole) {
  const std::string loss = LoseTwoLots();
  const std::string whole = ReverseNewest("A");
  EXPECT_EQ(Approve(ratna_, Find(Found(loss, 4))), "");
  EXPECT_EQ(Approve(ratna_, whole), "ENTRY_NOT_REVERSIBLE");
  EXPECT_EQ(Blanks("A", ACCOUNT_LOST), 6);
}

TEST_F(FoundBlanksTest, ALossThatIsTakenBackSaysSoAndItsChipsAreFree) {
  const std::string loss = LoseTwoLots();
  EXPECT_EQ(Approve(ratna_, ReverseNewest("A")), "");
  EXPECT_EQ(Blocked(), 1U) << "lot B is still lost";
  EXPECT_EQ(Find(Found(loss, 1)), "INVALID_FIELD") << "nothing of lot A is lost any more";
  EXPECT_EQ(Approve(ratna_, ReverseNewest("B")), "");
  EXPECT_EQ(Blocked(), 0U);
  ASSERT_OK_AND_ASSIGN(const auto row, movements_.GetLoss(at_.actor, loss));
  EXPECT_NE(row.lines(0).reversed_by_seq(), 0U);
  EXPECT_NE(row.lines(1).reversed_by_seq(), 0U);
}

TEST_F(FoundBlanksTest, MissingOnesThatWereGivenUpCanTurnUp) {
  const std::string id = Take("00", {{.lot = "A", .accepted = 95, .missing = 5}});
  EXPECT_EQ(Approve(ratna_, Resolve(id, v1::RESOLUTION_LOST, 3)), "");
  v1::FindLostRequest request = Found("", 4);
  request.set_case_id(id);
  EXPECT_EQ(Find(request), "INVALID_FIELD") << "three were given up";
  request.set_count(2);
  EXPECT_EQ(Approve(ratna_, Find(request)), "");
  EXPECT_EQ(Blanks("A", ACCOUNT_LOST), 1);
  request.set_loss_id("14.05:x");
  EXPECT_EQ(Find(request), "INVALID_FIELD") << "one of the two";
}

TEST_F(FoundBlanksTest, BlanksThatAreFoundTwiceAreSeen) {
  const std::string loss = LoseTwoLots();
  setenv("BLANGKO_PLANT", "found-not-noted", 1);
  EXPECT_EQ(Approve(ratna_, Find(Found(loss, 8))), "");
  EXPECT_EQ(Find(Found(loss, 2)).size(), 1U) << "a proposal";
  ASSERT_OK_AND_ASSIGN(const auto row, movements_.GetLoss(at_.actor, loss));
  EXPECT_EQ(row.lines(0).found_count(), 0) << "the check above wants what was found";
}

}  // namespace
}  // namespace blangko::movements
