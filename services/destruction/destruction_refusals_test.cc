// A list closes only when it is whole, and only with two persons.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "services/destruction/destruction_fixture.h"

namespace blangko::destruction {
namespace {

using rows::v1::ACCOUNT_DESTROYED;
using rows::v1::ACCOUNT_SPOILED_HELD;

class RefusalsTest : public DestructionFixture {};

TEST_F(RefusalsTest, AListWithAnUnlistedCardInThePileDoesNotClose) {
  SpoilMany(3);
  const std::string id = Open();
  AddUpTo(id, 2);
  Describe(id);
  EXPECT_EQ(Propose(id), "DESTRUCTION_INCOMPLETE") << "nobody has counted the pile";
  Pile(id, 3);
  EXPECT_EQ(Propose(id), "PILE_DIFFERS");
  ASSERT_EQ(Add(id, {Spoiled(3)}), "");
  EXPECT_NE(Propose(id), "PILE_DIFFERS") << "the card was found and listed";
}

TEST_F(RefusalsTest, CatchesAListThatClosesWithAnUnlistedCard) {
  SpoilMany(2);
  const std::string id = Open();
  AddUpTo(id, 1);
  Describe(id);
  Pile(id, 2);
  setenv("BLANGKO_PLANT", "destroyed-with-unlisted-card", 1);
  EXPECT_NE(Propose(id), "PILE_DIFFERS");
}

TEST_F(RefusalsTest, WhoProposesDoesNotApprove) {
  Spoil("R-1");
  const std::string proposal = Propose(Whole(1));
  EXPECT_EQ(Approve(budi_, proposal), "SAME_PERSON");
  EXPECT_EQ(Blanks("A", ACCOUNT_DESTROYED), 0);
}

TEST_F(RefusalsTest, CatchesAProposerWhoApproves) {
  Spoil("R-1");
  const std::string proposal = Propose(Whole(1));
  setenv("BLANGKO_PLANT", "same-person-approves", 1);
  EXPECT_NE(Approve(budi_, proposal), "SAME_PERSON");
}

TEST_F(RefusalsTest, AListThatChangedAfterTheProposalIsNotApproved) {
  SpoilMany(2);
  const std::string id = Whole(2);
  const std::string proposal = Propose(id);
  ASSERT_EQ(Remove(id, Spoiled(2)), "");
  EXPECT_EQ(Approve(ratna_, proposal), "PILE_DIFFERS");
  ASSERT_EQ(Pile(id, 1), "");
  EXPECT_EQ(Approve(ratna_, proposal), "DESTRUCTION_CHANGED");
  EXPECT_EQ(Blanks("A", ACCOUNT_DESTROYED), 0);
}

// A late fact says that the card is a good one: it is no longer in the box.
TEST_F(RefusalsTest, ACardThatLeftTheRegisterIsNotDestroyed) {
  SpoilMany(3);
  const std::string id = Whole(2);
  const std::string proposal = Propose(id);
  rows::v1::Movement movement = Moving(ACCOUNT_SPOILED_HELD, rows::v1::ACCOUNT_CONSUMED, 1);
  movement.set_record_id("S-A-1");
  movement.set_attempt(1);
  ASSERT_OK(Post("A", movement));
  EXPECT_EQ(Approve(ratna_, proposal), "DESTRUCTION_CHANGED");
  EXPECT_EQ(Add(Open(), {Spoiled(1)}), "CARD_NOT_HELD");
}

// After the approval it is too late to refuse: the line says that it could not be booked.
TEST_F(RefusalsTest, ACardThatLeavesWhileTheListIsBookedIsNamed) {
  SpoilMany(100);
  const std::string id = Whole(100);
  ASSERT_EQ(Approve(ratna_, Propose(id)), "");
  rows::v1::Movement movement = Moving(ACCOUNT_SPOILED_HELD, rows::v1::ACCOUNT_CONSUMED, 1);
  movement.set_record_id("S-A-90");
  movement.set_attempt(1);
  ASSERT_OK(Post("A", movement));
  ASSERT_OK(destructions_.PostDue(at_.clock.Now(), 10));
  EXPECT_EQ(Shown(id).state(), v1::Destruction::STATE_DESTROYED);
  EXPECT_EQ(Shown(id).not_held(), 1);
  EXPECT_EQ(Blanks("A", ACCOUNT_DESTROYED), 99);
  EXPECT_EQ(Kept("A"), 0);
}

TEST_F(RefusalsTest, MoreThanTheAccountHoldsIsRefusedWithTheBalance) {
  SpoilMany(2);
  ASSERT_OK(Post("A", Moving(ACCOUNT_SPOILED_HELD, rows::v1::ACCOUNT_LOST, 1)));
  EXPECT_EQ(Propose(Whole(2)), "ACCOUNT_WOULD_BE_NEGATIVE");
}

TEST_F(RefusalsTest, ThePaperIsFilledInFirst) {
  Spoil("R-1");
  const std::string id = Open();
  EXPECT_EQ(Propose(id), "DESTRUCTION_INCOMPLETE");
  Add(id, {Spoiled(1)});
  EXPECT_EQ(Propose(id), "DESTRUCTION_INCOMPLETE");
  v1::DescribeDestructionRequest request = Description(id);
  request.clear_witnesses();
  EXPECT_EQ(ReasonOf(destructions_.Describe(ActOf(siti_, request), request).status()), "INVALID_FIELD");
  request = Description(id);
  request.mutable_date()->set_year(request.date().year() + 1);
  EXPECT_EQ(ReasonOf(destructions_.Describe(ActOf(siti_, request), request).status()), "INVALID_FIELD");
}

TEST_F(RefusalsTest, ScopeRightsAndUnknownLists) {
  Spoil("R-1");
  const std::string id = Whole(1);
  access::Actor elsewhere = siti_;
  elsewhere.scope = kBunut;
  v1::AddCardsRequest add;
  add.set_destruction_id(id);
  *add.add_cards() = Spoiled(1);
  EXPECT_EQ(ReasonOf(destructions_.Add(ActOf(elsewhere, add), add).status()), "OUT_OF_SCOPE");
  EXPECT_EQ(ReasonOf(destructions_.Get(elsewhere, id).status()), "OUT_OF_SCOPE");
  EXPECT_EQ(Add("nix", {Spoiled(1)}), "UNKNOWN_DESTRUCTION");
  EXPECT_EQ(Add(id, {Spoiled(7)}), "CARD_NOT_HELD");
  EXPECT_EQ(Add(id, {Chip("zz")}), "INVALID_FIELD");
  const std::string other = Open(kBunut);
  EXPECT_EQ(Add(other, {Spoiled(1)}), "CARD_NOT_HELD") << "it lies in another office";
  v1::ProposeDestructionRequest propose;
  propose.set_destruction_id(id);
  propose.set_pin(kPin);
  access::Actor local = budi_;
  local.named = false;
  EXPECT_EQ(ReasonOf(destructions_.Propose(ActOf(local, propose), propose).status()), "NAMED_PERSON_NEEDED");
}

}  // namespace
}  // namespace blangko::destruction
