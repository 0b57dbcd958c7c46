#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "services/movements/movements_fixture.h"

namespace blangko::movements {
namespace {

using rows::v1::ACCOUNT_AVAILABLE;
using rows::v1::ACCOUNT_RECEIVED;

class ReversalTest : public MovementsFixture {
 protected:
  std::string Reverse(uint64_t seq, const std::string& lot = "A") {
    v1::ReverseEntryRequest request;
    request.set_office(stock::kDinas);
    request.set_lot(lot);
    request.set_seq(seq);
    request.set_reason("salah ketik");
    request.set_pin(kPin);
    return ProposedBy(movements_.Reverse(ActOf(budi_, request), request));
  }
  std::string NoteOf(const std::string& shipment_id) {
    const auto shipment = stock_.GetShipment(at_.actor, shipment_id);
    EXPECT_OK(shipment);
    return shipment.ok() ? shipment->receipt_note() : "";
  }
  uint64_t Newest() {
    stock::v1::ListMovementsRequest request;
    request.set_office(stock::kDinas);
    request.set_newest_first(true);
    const auto found = at_.stock.ListMovements(at_.actor, request, {.size = 1, .after = ""});
    EXPECT_OK(found);
    return found.ok() && !found->rows.empty() ? found->rows[0].seq() : 0;
  }
};

TEST_F(ReversalTest, AReceiptIsTakenBackByItsOpposite) {
  Take("maker", {{.lot = "A", .accepted = 500}});
  const uint64_t wrong = Newest();
  EXPECT_EQ(Approve(ratna_, Reverse(wrong)), "");
  EXPECT_EQ(Blanks("A", ACCOUNT_AVAILABLE), 1000);
  EXPECT_EQ(Blanks("A", ACCOUNT_RECEIVED), 1000);
  EXPECT_TRUE(at_.Equation().exact());
  EXPECT_EQ(Newest(), wrong + 1) << "both entries stay";
  EXPECT_EQ(Reverse(wrong), "ENTRY_REVERSED");
  EXPECT_EQ(Reverse(wrong + 1), "ENTRY_NOT_REVERSIBLE") << "what takes back is not taken back";
}

TEST_F(ReversalTest, AReceiptSaysThatItWasTakenBack) {
  const std::string shipment = Take("maker", {{.lot = "A", .accepted = 500}});
  EXPECT_EQ(NoteOf(shipment), "");
  const uint64_t wrong = Newest();
  EXPECT_EQ(Approve(ratna_, Reverse(wrong)), "");
  EXPECT_EQ(NoteOf(shipment), "DIBATALKAN: lot A, oleh catatan " + std::to_string(wrong + 1));
}

// A commit may read 480 rows.
TEST_F(ReversalTest, AnEntryFarBackIsFound) {
  Take("maker", {{.lot = "A", .accepted = 500}});
  const uint64_t wrong = Newest();
  for (int i = 0; i < 600; ++i) {
    at_.clock.Advance(absl::Seconds(1));
    Take("maker", {{.lot = "A", .accepted = 1}});
  }
  EXPECT_EQ(Approve(ratna_, Reverse(wrong)), "");
  EXPECT_EQ(Blanks("A", ACCOUNT_AVAILABLE), 1600);
}

TEST_F(ReversalTest, LostBlanksThatTurnUpAreFreeAgain) {
  v1::DeclareLossRequest request;
  request.set_office(stock::kDinas);
  request.add_lines()->set_lot("A");
  request.mutable_lines(0)->set_count(7);
  request.set_circumstances("hilang");
  request.set_place("gudang");
  request.mutable_lost_date()->set_year(2017);
  request.mutable_lost_date()->set_month(1);
  request.mutable_lost_date()->set_day(2);
  request.set_pin(kPin);
  EXPECT_EQ(Approve(ratna_, ProposedBy(movements_.DeclareLoss(ActOf(budi_, request), request))), "");
  EXPECT_EQ(Blanks("A", rows::v1::ACCOUNT_LOST), 7);
  EXPECT_EQ(Approve(ratna_, Reverse(Newest())), "");
  EXPECT_EQ(Blanks("A", rows::v1::ACCOUNT_LOST), 0);
  EXPECT_EQ(Blanks("A", ACCOUNT_AVAILABLE), 1000);
}

TEST_F(ReversalTest, WhatCannotBeTakenBackIsRefused) {
  EXPECT_EQ(Reverse(99), "UNKNOWN_ENTRY");
  EXPECT_EQ(Reverse(1, "Z"), "UNKNOWN_ENTRY");
  EXPECT_EQ(Reverse(0), "INVALID_FIELD");
  Take("00", {{.lot = "A", .accepted = 9, .missing = 1}});
  EXPECT_EQ(Reverse(Newest()), "ENTRY_NOT_REVERSIBLE") << "it has a case";
  v1::SpoilBlanksRequest spoil;
  spoil.set_office(stock::kDinas);
  spoil.set_lot("A");
  spoil.set_count(1);
  spoil.set_cause("CACAT");
  EXPECT_OK(movements_.Spoil(ActOf(budi_, spoil), spoil).status());
  EXPECT_EQ(Reverse(Newest()), "ENTRY_NOT_REVERSIBLE") << "what was used is never free again";
}

TEST_F(ReversalTest, BlanksThatLeftMeanwhileAreNotTakenBack) {
  Take("maker", {{.lot = "A", .accepted = 500}});
  const std::string proposal = Reverse(Newest());
  EXPECT_OK(at_.Send(stock::Pelalawan::Sending(stock::kBunut, {{"A", 1200}})).status());
  EXPECT_EQ(Approve(ratna_, proposal), "ACCOUNT_WOULD_BE_NEGATIVE");
  EXPECT_EQ(Blanks("A", ACCOUNT_AVAILABLE), 300);
}

TEST_F(ReversalTest, AReversalThatIsLostIsFound) {
  Take("maker", {{.lot = "A", .accepted = 500}});
  setenv("BLANGKO_PLANT", "reversal-lost", 1);
  EXPECT_EQ(Approve(ratna_, Reverse(Newest())), "");
  EXPECT_EQ(Blanks("A", ACCOUNT_AVAILABLE), 1500) << "the check above wants 1,000";
}

TEST_F(ReversalTest, AReversedReceiptThatDoesNotSaySoIsFound) {
  const std::string shipment = Take("maker", {{.lot = "A", .accepted = 500}});
  setenv("BLANGKO_PLANT", "reversed-receipt-unsaid", 1);
  EXPECT_EQ(Approve(ratna_, Reverse(Newest())), "");
  EXPECT_EQ(NoteOf(shipment), "") << "the check above wants a note";
}

TEST_F(ReversalTest, AnEntryThatIsTakenBackTwiceIsFound) {
  Take("maker", {{.lot = "A", .accepted = 500}});
  const uint64_t wrong = Newest();
  EXPECT_EQ(Approve(ratna_, Reverse(wrong)), "");
  setenv("BLANGKO_PLANT", "reversed-twice", 1);
  EXPECT_EQ(Approve(ratna_, Reverse(wrong)), "");
  EXPECT_EQ(Blanks("A", ACCOUNT_AVAILABLE), 500) << "the check above wants ENTRY_REVERSED";
}

}  // namespace
}  // namespace blangko::movements
