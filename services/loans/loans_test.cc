// Blanks that one office lends another, and how they come back.
#include "services/loans/loans.h"

#include <gmock/gmock.h>

#include "services/loans/loans_fixture.h"

namespace blangko::loans {
namespace {

using stock::kBunut;
using stock::kDinas;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class LoansTest : public LoansFixture {};

TEST_F(LoansTest, WhatTheBorrowerAcceptedIsOwed) {
  const std::string id = Lend(100);
  EXPECT_EQ(Loan(id).state(), v1::Loan::STATE_ON_THE_WAY);
  EXPECT_EQ(Loan(id).lent_count(), 100);
  Arrive(id, {.lot = "A", .accepted = 90, .rejected = 4, .missing = 6});
  EXPECT_EQ(Loan(id).state(), v1::Loan::STATE_OWED);
  EXPECT_EQ(Loan(id).lent_count(), 90);
  EXPECT_EQ(Loan(id).owed_count(), 90);
  EXPECT_EQ(Loan(id).lender(), kDinas);
  EXPECT_EQ(Loan(id).borrower(), kSiak);
  EXPECT_EQ(Loan(id).blank_type(), "KTP-2016");
}

TEST_F(LoansTest, ALoanOfWhichNothingWasAcceptedIsSettled) {
  const std::string id = Lend(100);
  Arrive(id, {.lot = "A", .rejected = 100});
  EXPECT_EQ(Loan(id).state(), v1::Loan::STATE_SETTLED);
  EXPECT_EQ(Repay(id, 1), "LOAN_SETTLED");
}

TEST_F(LoansTest, PlantedLentAsShippedIsCaught) {
  setenv("BLANGKO_PLANT", "lent-as-shipped", 1);
  const std::string id = Lend(100);
  Arrive(id, {.lot = "A", .accepted = 90, .missing = 10});
  EXPECT_NE(Loan(id).lent_count(), 90);
}

TEST_F(LoansTest, WhatTurnsUpAfterAReceiptCountsForTheDebt) {
  const std::string id = Lend(100);
  Arrive(id, {.lot = "A", .accepted = 80, .missing = 20});
  TurnUp(id, 20);
  EXPECT_EQ(Loan(id).lent_count(), 100) << "the borrower has them";
  const std::string repayment = Repay(id, 60);
  Arrive(repayment, {.lot = "A", .accepted = 35, .rejected = 10, .missing = 15});
  TurnUp(repayment, 21);
  EXPECT_EQ(Loan(id).repaid_count(), 56) << "the lender has them";
  EXPECT_EQ(Loan(id).owed_count(), 44);
}

TEST_F(LoansTest, PlantedADebtThatForgetsWhatTurnedUpIsCaught) {
  const std::string id = Lend(100);
  Arrive(id, {.lot = "A", .accepted = 80, .missing = 20});
  setenv("BLANGKO_PLANT", "debt-forgets-what-turned-up", 1);
  TurnUp(id, 20);
  EXPECT_EQ(Loan(id).lent_count(), 80) << "the check above wants 100";
}

TEST_F(LoansTest, ARepaymentCountsWhenTheLenderReceivesIt) {
  const std::string id = Lent(100);
  const std::string first = Repay(id, 60);
  EXPECT_EQ(Loan(id).repaid_count(), 0);
  EXPECT_EQ(Loan(id).on_the_way_count(), 60);
  Arrive(first, {.lot = "A", .accepted = 50, .rejected = 3, .missing = 7});
  EXPECT_EQ(Loan(id).repaid_count(), 50);
  EXPECT_EQ(Loan(id).on_the_way_count(), 0);
  EXPECT_EQ(Loan(id).owed_count(), 50);
  const std::string second = Repay(id, 50);
  Arrive(second, {.lot = "A", .accepted = 50});
  EXPECT_EQ(Loan(id).state(), v1::Loan::STATE_SETTLED);
  EXPECT_TRUE(Loan(id).has_settle_time());
  EXPECT_THAT(Loan(id).repayment_ids(), ElementsAre(first, second));
  EXPECT_EQ(Repay(id, 1), "LOAN_SETTLED");
}

TEST_F(LoansTest, PlantedRepaymentCountedAtDispatchIsCaught) {
  setenv("BLANGKO_PLANT", "repayment-counted-at-dispatch", 1);
  const std::string id = Lent(100);
  Repay(id, 60);
  EXPECT_NE(Loan(id).repaid_count(), 0);
}

TEST_F(LoansTest, TwoRepaymentsTogetherBringNoMoreThanIsOwed) {
  const std::string id = Lent(100);
  Repay(id, 60);
  EXPECT_EQ(Repay(id, 41), "MORE_THAN_OWED");
  EXPECT_EQ(at_.Blanks(kSiak).in_transit(), 60);
  EXPECT_THAT(Repay(id, 40), SizeIs(36));
}

TEST_F(LoansTest, PlantedRepaymentOverWhatIsOwedIsCaught) {
  setenv("BLANGKO_PLANT", "repayment-over-what-is-owed", 1);
  const std::string id = Lent(100);
  Repay(id, 60);
  EXPECT_NE(Repay(id, 41), "MORE_THAN_OWED");
}

TEST_F(LoansTest, OnlyTheBorrowerOrAnOfficeAboveBothRepays) {
  const std::string id = Lent(100);
  EXPECT_EQ(Repay(id, 10, kDinas, kSiak), "LOAN_WRONG_OFFICE");
  EXPECT_EQ(Repay(id, 10, kSiak, kRiau), "LOAN_WRONG_OFFICE");
  const std::string above = Repay(id, 30, kRiau);
  EXPECT_THAT(above, SizeIs(36));
  Arrive(above, {.lot = "A", .accepted = 30});
  EXPECT_EQ(Loan(id).owed_count(), 70);
  EXPECT_EQ(Repay("019b0000-0000-7000-8000-000000000000", 10), "UNKNOWN_LOAN");
}

TEST_F(LoansTest, ALoanOnItsWayAndOneOfAnotherTypeAreNotRepaid) {
  const std::string id = Lend(100);
  EXPECT_EQ(Repay(id, 10), "LOAN_SETTLED");
  Arrive(id, {.lot = "A", .accepted = 100});
  auto other = stock::Pelalawan::NewLot("B");
  other.mutable_lot()->set_blank_type("KTP-2011");
  ASSERT_OK(stock_.CreateLot(at_.ActFor(other), other));
  ASSERT_OK(at_.Receive("B", 10, kSiak));
  EXPECT_EQ(Repay(id, 10, kSiak, kDinas, "B"), "LOAN_WRONG_TYPE");
}

TEST_F(LoansTest, TheNextShipmentThatADebtorReceivesCallsItsLoans) {
  const std::string id = Lent(100);
  EXPECT_EQ(Loan(id).repay_from_shipment(), "");
  const std::string next = Send(stock::Pelalawan::Sending(kSiak, {{"A", 10}}, kRiau));
  EXPECT_EQ(Loan(id).repay_from_shipment(), "");
  Arrive(next, {.lot = "A", .accepted = 10});
  EXPECT_EQ(Loan(id).repay_from_shipment(), next);
  const auto from_maker =
      stock::Pelalawan::FromOutside("maker", "PO-9", {{.lot = "A", .accepted = 5}}, kSiak);
  const auto taken = stock_.ReceiveFromOutside(at_.ActFor(from_maker), from_maker);
  ASSERT_OK(taken);
  EXPECT_EQ(Loan(id).repay_from_shipment(), taken->shipment().shipment_id());
  // Blanks that are lent are not to be repaid with.
  const std::string more = Lent(20);
  EXPECT_EQ(Loan(id).repay_from_shipment(), taken->shipment().shipment_id());
  EXPECT_EQ(Loan(more).repay_from_shipment(), "");
}

TEST_F(LoansTest, ALoanIsOverdueTheDayAfterItsDueDay) {
  const std::string id = Lent(100);
  at_.clock.Advance(absl::Hours(24 * 30));
  EXPECT_FALSE(Loan(id).overdue());
  EXPECT_EQ(Waits().overdue_loans, 0);
  at_.clock.Advance(absl::Hours(24));
  EXPECT_TRUE(Loan(id).overdue());
  EXPECT_EQ(Waits().overdue_loans, 1);
  Arrive(Repay(id, 100), {.lot = "A", .accepted = 100});
  EXPECT_FALSE(Loan(id).overdue());
  EXPECT_EQ(Waits().overdue_loans, 0);
}

TEST_F(LoansTest, WhatIsLentToAnOfficeOutsideCountsAsItWasShipped) {
  const std::string id = Lend(100, kDinas, "13.71");
  EXPECT_EQ(Loan(id).state(), v1::Loan::STATE_OWED);
  EXPECT_EQ(Loan(id).owed_count(), 100);
}

TEST_F(LoansTest, TheListsShowWhatAPersonMaySee) {
  const std::string id = Lent(100);
  at_.clock.Advance(absl::Seconds(1));
  Arrive(Repay(Lent(5), 5), {.lot = "A", .accepted = 5});
  v1::ListLoansRequest all;
  EXPECT_THAT(loans_.ListLoans(at_.ActOf(""), all, {.size = 10, .after = ""})->rows, SizeIs(1));
  all.set_settled(true);
  const auto page = loans_.ListLoans(at_.ActOf(""), all, {.size = 1, .after = ""});
  ASSERT_THAT(page->rows, SizeIs(1));
  EXPECT_EQ(page->rows[0].loan_id(), id);
  EXPECT_THAT(loans_.ListLoans(at_.ActOf(""), all, {.size = 1, .after = page->next})->rows, SizeIs(1));
  at_.actor.scope = kBunut;
  all.clear_office();
  EXPECT_THAT(loans_.ListLoans(at_.ActOf(""), all, {.size = 10, .after = ""})->rows, IsEmpty());
  EXPECT_EQ(ReasonOf(loans_.GetLoan(at_.ActOf(""), id).status()), "UNKNOWN_LOAN");
  at_.actor.scope = kSiak;
  EXPECT_OK(loans_.GetLoan(at_.ActOf(""), id));
  at_.actor.scope = "";
}

TEST_F(LoansTest, TheLongestShipmentToADebtorFitsTheBudget) {
  Lent(10);
  std::vector<stock::Arrived> lines;
  std::vector<std::pair<std::string, int64_t>> sent;
  for (int i = 0; i < 118; ++i) {
    lines.push_back({.lot = "LOT-2017-" + std::to_string(i), .accepted = 5});
    sent.emplace_back(lines.back().lot, 5);
    ASSERT_OK(at_.CreateLot(lines.back().lot));
  }
  ASSERT_OK(at_.Take(stock::Pelalawan::FromOutside("maker", "PO-118", lines, kRiau)));
  const std::string id = Send(stock::Pelalawan::Sending(kSiak, sent, kRiau));
  const auto request = stock::Pelalawan::Arrival(id, lines);
  EXPECT_OK(stock_.ReceiveShipment(at_.ActFor(request), request));
}

// ---- offices that are passed over ----------------------------------------------------------------

class NoticesTest : public LoansFixture {
 protected:
  static stock::v1::DispatchShipmentRequest Down(const std::string& reason) {
    auto request = stock::Pelalawan::Sending(kBunut, {{"A", 10}}, kRiau);
    request.set_bypass_reason(reason);
    return request;
  }
  absl::Status See(const access::Actor& actor, const std::string& shipment) {
    v1::AcknowledgeNoticeRequest request;
    request.set_office(kDinas);
    request.set_shipment_id(shipment);
    return loans_.Acknowledge(ActOf(actor, request), request).status();
  }
};

TEST_F(NoticesTest, AShipmentOverAnOfficeNeedsAReasonAndTellsIt) {
  const auto unsaid = Down("");
  const auto refused = stock_.DispatchShipment(at_.ActFor(unsaid), unsaid);
  EXPECT_EQ(ReasonOf(refused.status()), "BYPASS_NOT_EXPLAINED");
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr(kDinas));
  EXPECT_THAT(Notices(), IsEmpty());
  const std::string id = Send(Down("jalan putus"));
  ASSERT_THAT(Notices(), SizeIs(1));
  EXPECT_EQ(Notices()[0].office(), kDinas);
  EXPECT_EQ(Notices()[0].shipment_id(), id);
  EXPECT_EQ(Notices()[0].count(), 10);
  EXPECT_EQ(Notices()[0].reason(), "jalan putus");
  EXPECT_EQ(Waits().unseen_notices, 1);
  EXPECT_THAT(stock_.GetShipment(at_.actor, id)->bypassed_offices(), ElementsAre(kDinas));
}

TEST_F(NoticesTest, PlantedBypassNotToldIsCaught) {
  setenv("BLANGKO_PLANT", "bypass-not-told", 1);
  Send(Down("jalan putus"));
  EXPECT_THAT(Notices(), IsEmpty());
}

TEST_F(NoticesTest, ANamedPersonSaysThatTheOfficeKnows) {
  const std::string id = Send(Down("jalan putus"));
  EXPECT_EQ(ReasonOf(See(at_.actor, id)), "NAMED_PERSON_NEEDED");
  EXPECT_EQ(ReasonOf(See(siti_, "019b0000-0000-7000-8000-000000000000")), "NO_NOTICE");
  EXPECT_OK(See(siti_, id));
  EXPECT_OK(See(budi_, id));
  EXPECT_THAT(Notices(), IsEmpty());
  ASSERT_THAT(Notices(true), SizeIs(1));
  EXPECT_EQ(Notices(true)[0].seen_by(), siti_.identity);
  EXPECT_EQ(Waits().unseen_notices, 0);
}

TEST_F(NoticesTest, OneFromOutsideTellsTooAndNobodyAsksWhy) {
  const auto request = stock::Pelalawan::FromOutside("00", "SJ-1", {{.lot = "A", .accepted = 5}}, kBunut);
  ASSERT_OK(stock_.ReceiveFromOutside(at_.ActFor(request), request));
  ASSERT_THAT(Notices(), SizeIs(2));
  EXPECT_EQ(Notices()[0].office(), kRiau);
  EXPECT_EQ(Notices()[1].office(), kDinas);
}

TEST_F(NoticesTest, BetweenNeighboursNobodyIsPassedOver) {
  EXPECT_THAT(Lend(10, kDinas, kSiak), SizeIs(36));
  EXPECT_THAT(Notices(), IsEmpty());
}

}  // namespace
}  // namespace blangko::loans
