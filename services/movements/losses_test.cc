#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "services/movements/movements_fixture.h"

namespace blangko::movements {
namespace {

using rows::v1::ACCOUNT_AVAILABLE;
using rows::v1::ACCOUNT_LOST;
using rows::v1::ACCOUNT_SPOILED_HELD;
using testing::SizeIs;

class LossesTest : public MovementsFixture {
 protected:
  static v1::DeclareLossRequest Loss(int64_t count) {
    v1::DeclareLossRequest request;
    request.set_office(stock::kDinas);
    request.add_lines()->set_lot("A");
    request.mutable_lines(0)->set_count(count);
    request.set_circumstances("gudang dibongkar");
    request.set_place("gudang");
    request.mutable_lost_date()->set_year(2017);
    request.mutable_lost_date()->set_month(1);
    request.mutable_lost_date()->set_day(2);
    request.add_uids()->set_first("04A1B2C3D4E501");
    request.mutable_uids(0)->set_last("04A1B2C3D4E50A");
    request.set_pin(kPin);
    return request;
  }
  std::string Declare(const v1::DeclareLossRequest& request) {
    return ProposedBy(movements_.DeclareLoss(ActOf(budi_, request), request));
  }
  size_t Blocked() {
    const auto found = stock_.ListBlockedBlanks({.size = 10, .after = ""});
    return found.ok() ? found->rows.size() : 99;
  }
  std::string Spoil(int64_t count, const std::string& cause) {
    v1::SpoilBlanksRequest request;
    request.set_office(stock::kDinas);
    request.set_lot("A");
    request.set_count(count);
    request.set_cause(cause);
    return ReasonOf(movements_.Spoil(ActOf(budi_, request), request).status());
  }
};

TEST_F(LossesTest, TwoPersonsDeclareALossAndItsChipsAreBlocked) {
  const std::string proposal = Declare(Loss(10));
  EXPECT_EQ(Blanks("A", ACCOUNT_LOST), 0);
  EXPECT_EQ(Blocked(), 0U);
  EXPECT_EQ(Approve(ratna_, proposal), "");
  EXPECT_EQ(Blanks("A", ACCOUNT_LOST), 10);
  EXPECT_EQ(Blanks("A", ACCOUNT_AVAILABLE), 990);
  EXPECT_EQ(Blocked(), 1U);
  ASSERT_OK_AND_ASSIGN(const auto losses, movements_.ListLosses(at_.actor, "", {.size = 10, .after = ""}));
  ASSERT_THAT(losses.rows, SizeIs(1));
  EXPECT_EQ(losses.rows[0].declared_by(), "account:budi");
  EXPECT_EQ(losses.rows[0].confirmed_by(), "account:ratna");
  EXPECT_EQ(losses.rows[0].lost_date().year(), 2017);
  EXPECT_OK(movements_.GetLoss(at_.actor, losses.rows[0].loss_id()).status());
}

TEST_F(LossesTest, ALossThatCannotBeIsRefusedWhole) {
  EXPECT_EQ(Declare(Loss(1001)), "ACCOUNT_WOULD_BE_NEGATIVE");
  EXPECT_EQ(Declare(Loss(0)), "INVALID_FIELD");
  auto unknown = Loss(1);
  unknown.mutable_lines(0)->set_lot("Z");
  EXPECT_EQ(Declare(unknown), "UNKNOWN_LOT");
  auto tomorrow = Loss(1);
  tomorrow.mutable_lost_date()->set_year(2999);
  EXPECT_EQ(Declare(tomorrow), "INVALID_FIELD");
  auto no_uid = Loss(1);
  no_uid.mutable_uids(0)->set_first("xyz");
  EXPECT_EQ(Declare(no_uid), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(movements_.GetLoss(at_.actor, "14.05:none").status()), "UNKNOWN_LOSS");
}

TEST_F(LossesTest, UidsThatSomebodyBlockedBeforeStayBlocked) {
  stock::v1::BlockBlanksRequest block;
  block.set_first("04A1B2C3D4E500");
  block.set_last("04A1B2C3D4E50F");
  block.set_reason("dicuri");
  EXPECT_OK(stock_.BlockBlanks(ActOf(ratna_, block), block).status());
  EXPECT_EQ(Approve(ratna_, Declare(Loss(10))), "");
  EXPECT_EQ(Blanks("A", ACCOUNT_LOST), 10);
  EXPECT_EQ(Blocked(), 1U);
}

TEST_F(LossesTest, LostUidsThatNobodyBlocksAreFound) {
  setenv("BLANGKO_PLANT", "lost-uids-unblocked", 1);
  EXPECT_EQ(Approve(ratna_, Declare(Loss(10))), "");
  EXPECT_EQ(Blocked(), 0U) << "the check above wants one range";
}

TEST_F(LossesTest, BlanksAreSpoiledInTheStoreRoom) {
  EXPECT_EQ(Spoil(3, "RUSAK_GUDANG"), "");
  EXPECT_EQ(Blanks("A", ACCOUNT_SPOILED_HELD), 3);
  EXPECT_EQ(Spoil(3, "ENTAH"), "INVALID_FIELD");
  EXPECT_EQ(Spoil(998, "CACAT"), "ACCOUNT_WOULD_BE_NEGATIVE");
}

}  // namespace
}  // namespace blangko::movements
