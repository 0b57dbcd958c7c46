#include "services/stock/stock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/refusal/refusal.h"
#include "services/stock/ledger_fold.h"
#include "tests/support/stock_fixture.h"

namespace blangko::stock {
namespace {

using testing::HasSubstr;

class StockTest : public testing::Test {
 protected:
  void TearDown() override {
    EXPECT_OK(at_.store.View([](storage::Snapshot& snapshot) { return CheckLedger(snapshot); }));
    EXPECT_TRUE(at_.Equation().exact());
  }

  // A shipment of 100 of lot A on its way to Bunut.
  std::string GivenShipment() {
    EXPECT_OK(at_.CreateLot("A"));
    EXPECT_OK(at_.Receive("A", 1000));
    return at_.Send(Pelalawan::Sending(kBunut, {{"A", 100}}))->shipment_id();
  }

  Pelalawan at_;
};

// ---- lots and openings ---------------------------------------------------------------------------

TEST_F(StockTest, LotIsCreatedOnce) {
  ASSERT_OK(at_.CreateLot("A"));
  at_.clock.Advance(absl::Hours(1));
  EXPECT_OK(at_.CreateLot("A"));
  auto other = Pelalawan::NewLot("A");
  other.mutable_lot()->set_funding("HIBAH");
  EXPECT_EQ(ReasonOf(at_.stock.CreateLot(at_.ActFor(other), other).status()), "ALREADY_EXISTS");
  const auto lots = at_.stock.ListLots({});
  ASSERT_EQ(lots->rows.size(), 1u);
  EXPECT_EQ(lots->rows[0].create_time().seconds(), absl::ToUnixSeconds(TestStart()));
}

TEST_F(StockTest, OpeningIsRecordedOncePerLot) {
  ASSERT_OK(at_.CreateLot("A"));
  v1::RecordOpeningRequest request;
  request.set_office(kDinas);
  request.add_lines()->set_lot("A");
  request.mutable_lines(0)->set_count(320);
  const auto act = at_.ActFor(request);
  ASSERT_OK_AND_ASSIGN(const auto response, at_.stock.RecordOpening(act, request));
  EXPECT_EQ(response.balances(0).balances().opening(), 320);
  ASSERT_OK_AND_ASSIGN(const auto repeated, at_.stock.RecordOpening(act, request));
  EXPECT_EQ(repeated.SerializeAsString(), response.SerializeAsString());
  EXPECT_EQ(ReasonOf(at_.stock.RecordOpening(at_.ActFor(request), request).status()), "ALREADY_EXISTS");
  EXPECT_EQ(at_.Blanks(kDinas).available(), 320);
}

// ---- from outside --------------------------------------------------------------------------------

TEST_F(StockTest, BlanksFromTheMakerWithDifferences) {
  ASSERT_OK(at_.CreateLot("A"));
  const auto request = Pelalawan::FromOutside(
      "maker", "470/1", {{.lot = "A", .accepted = 7990, .rejected = 4, .missing = 6, .surplus = 2}});
  ASSERT_OK_AND_ASSIGN(const v1::Shipment shipment, at_.Take(request));
  EXPECT_EQ(shipment.state(), v1::Shipment::STATE_RECEIVED);
  const v1::Balances blanks = at_.Blanks(kDinas);
  EXPECT_EQ(blanks.received(), 8000);
  EXPECT_EQ(blanks.unexplained(), 2);
  EXPECT_EQ(blanks.available(), 7990);
  EXPECT_EQ(blanks.quarantined(), 12);
  const auto equation = at_.Equation(kDinas);
  EXPECT_EQ(equation.received(), 8000);
  EXPECT_EQ(equation.remaining(), 7990);
  EXPECT_EQ(equation.difference(), 10);
}

TEST_F(StockTest, AnOpeningComesBeforeEverythingElse) {
  ASSERT_OK(at_.CreateLot("A"));
  ASSERT_OK(at_.Take(Pelalawan::FromOutside("maker", "SJ-1", {{.lot = "A", .accepted = 5}})));
  v1::RecordOpeningRequest request;
  request.set_office(kDinas);
  request.add_lines()->set_lot("A");
  request.mutable_lines(0)->set_count(320);
  EXPECT_EQ(ReasonOf(at_.stock.RecordOpening(at_.ActFor(request), request).status()), "OPENING_TOO_LATE");
  EXPECT_EQ(at_.Blanks(kDinas).opening(), 0);
}

TEST_F(StockTest, ADeliveryNoteStandsForOneShipment) {
  ASSERT_OK(at_.CreateLot("A"));
  ASSERT_OK(at_.Take(Pelalawan::FromOutside("maker", "SJ-1", {{.lot = "A", .accepted = 50}})));
  auto request = Pelalawan::Sending(kBunut, {{"A", 10}}, kDinas);
  request.set_delivery_note("SJ/14.05/7");
  ASSERT_OK_AND_ASSIGN(const auto first, at_.stock.DispatchShipment(at_.ActFor(request), request));
  ASSERT_OK_AND_ASSIGN(const auto again, at_.stock.DispatchShipment(at_.ActFor(request), request));
  EXPECT_EQ(again.shipment().shipment_id(), first.shipment().shipment_id());
  EXPECT_EQ(at_.Blanks(kDinas).in_transit(), 10);
  request.mutable_lines(0)->set_count(11);
  EXPECT_EQ(ReasonOf(at_.stock.DispatchShipment(at_.ActFor(request), request).status()), "DOCUMENT_REUSED");
  EXPECT_EQ(at_.Blanks(kDinas).in_transit(), 10);
}

TEST_F(StockTest, BlanksFromAForeignOfficeAreReceivedIn) {
  ASSERT_OK(at_.CreateLot("A"));
  ASSERT_OK(at_.Take(Pelalawan::FromOutside("14.71", "SJ-9", {{.lot = "A", .accepted = 500}})));
  EXPECT_EQ(at_.Blanks(kDinas).received_in(), 500);
  EXPECT_EQ(at_.Blanks(kDinas).received(), 0);
}

TEST_F(StockTest, ADocumentIsBookedOnce) {
  ASSERT_OK(at_.CreateLot("A"));
  const auto request = Pelalawan::FromOutside("maker", "470/1", {{.lot = "A", .accepted = 10}});
  ASSERT_OK_AND_ASSIGN(const v1::Shipment first, at_.Take(request));
  ASSERT_OK_AND_ASSIGN(const v1::Shipment again, at_.Take(request));  // with another request_id
  EXPECT_EQ(again.SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(at_.Blanks(kDinas).available(), 10);
  const auto other = Pelalawan::FromOutside("maker", "470/1", {{.lot = "A", .accepted = 11}});
  EXPECT_EQ(ReasonOf(at_.Take(other).status()), "DOCUMENT_REUSED");
  EXPECT_OK(at_.Take(Pelalawan::FromOutside("14.71", "470/1", {{.lot = "A", .accepted = 11}})));
}

TEST_F(StockTest, WhatDoesNotAddUpIsRefusedWhole) {
  ASSERT_OK(at_.CreateLot("A"));
  ASSERT_OK(at_.CreateLot("B"));
  auto request =
      Pelalawan::FromOutside("maker", "1", {{.lot = "A", .accepted = 5}, {.lot = "B", .accepted = 5}});
  request.mutable_lines(1)->set_shipped_count(6);
  const absl::Status refused = at_.Take(request).status();
  EXPECT_EQ(ReasonOf(refused), "RECEIPT_DOES_NOT_ADD_UP");
  EXPECT_THAT(std::string(refused.message()),
              HasSubstr("Lot B: accepted + rejected + missing is 5, shipped was 6"));
  EXPECT_EQ(at_.Blanks(kDinas).available(), 0);
}

TEST_F(StockTest, AnUnknownLotRefusesTheWholeDocument) {
  ASSERT_OK(at_.CreateLot("A"));
  const auto request =
      Pelalawan::FromOutside("maker", "1", {{.lot = "A", .accepted = 5}, {.lot = "X", .accepted = 5}});
  EXPECT_EQ(ReasonOf(at_.Take(request).status()), "UNKNOWN_LOT");
  EXPECT_EQ(at_.Blanks(kDinas).available(), 0);
  EXPECT_OK(at_.CreateLot("X"));
  EXPECT_OK(at_.Take(request));  // the refused document was not remembered
}

TEST_F(StockTest, AnOfficeOfThisStoreIsNotOutside) {
  ASSERT_OK(at_.CreateLot("A"));
  EXPECT_EQ(ReasonOf(at_.Take(Pelalawan::FromOutside(kBunut, "1", {{.lot = "A", .accepted = 5}})).status()),
            "INVALID_FIELD");
  EXPECT_EQ(
      ReasonOf(at_.Take(Pelalawan::FromOutside("14.05.99", "1", {{.lot = "A", .accepted = 5}})).status()),
      "UNKNOWN_OFFICE");
  EXPECT_EQ(ReasonOf(at_.Receive("A", 5, "14.05.99")), "UNKNOWN_OFFICE");
}

// ---- shipments -----------------------------------------------------------------------------------

TEST_F(StockTest, AShipmentIsInTransitAtTheSenderUntilReceived) {
  const std::string id = GivenShipment();
  EXPECT_EQ(at_.Blanks(kDinas).available(), 900);
  EXPECT_EQ(at_.Blanks(kDinas).in_transit(), 100);
  ASSERT_OK_AND_ASSIGN(const v1::Shipment received,
                       at_.Arrive(Pelalawan::Arrival(id, {{.lot = "A", .accepted = 100}})));
  EXPECT_EQ(received.state(), v1::Shipment::STATE_RECEIVED);
  EXPECT_EQ(received.lines(0).shipped_count(), 100);
  EXPECT_EQ(at_.Blanks(kBunut, "A").available(), 100);
  EXPECT_EQ(at_.Blanks(kBunut, "A").transfer_in(), 100);
  EXPECT_EQ(at_.Blanks(kDinas).transfer_out(), 100);
}

TEST_F(StockTest, BalancesOfAnAreaAreThoseOfAllItsOffices) {
  const std::string id = GivenShipment();
  EXPECT_EQ(at_.Blanks(kDinas).in_transit(), 100);
  ASSERT_OK(at_.Arrive(Pelalawan::Arrival(id, {{.lot = "A", .accepted = 100}})));
  EXPECT_EQ(at_.Blanks(kDinas).available(), 1000);
  EXPECT_EQ(at_.Blanks(kBunut).available(), 100);
  EXPECT_EQ(at_.Blanks("").available(), 1000);
}

TEST_F(StockTest, DifferencesOnReceiptAreQuarantinedAtTheReceiver) {
  const std::string id = GivenShipment();
  ASSERT_OK(at_.Arrive(
      Pelalawan::Arrival(id, {{.lot = "A", .accepted = 95, .rejected = 2, .missing = 3, .surplus = 1}})));
  const v1::Balances blanks = at_.Blanks(kBunut);
  EXPECT_EQ(blanks.available(), 95);
  EXPECT_EQ(blanks.quarantined(), 6);
  EXPECT_EQ(blanks.unexplained(), 1);
  EXPECT_EQ(at_.Blanks(kDinas, "A").in_transit(), 0);
}

TEST_F(StockTest, ALotThatWasNotOnTheNoteIsSurplus) {
  const std::string id = GivenShipment();
  ASSERT_OK(at_.CreateLot("B"));
  ASSERT_OK(at_.Arrive(Pelalawan::Arrival(id, {{.lot = "A", .accepted = 100}, {.lot = "B", .surplus = 4}})));
  EXPECT_EQ(at_.Blanks(kBunut, "B").quarantined(), 4);
}

TEST_F(StockTest, AReceiptThatDoesNotFitTheShipmentIsRefused) {
  const std::string id = GivenShipment();
  ASSERT_OK(at_.CreateLot("B"));
  const auto reason = [&](const std::vector<Arrived>& lines) {
    return ReasonOf(at_.Arrive(Pelalawan::Arrival(id, lines)).status());
  };
  EXPECT_EQ(reason({{.lot = "A", .accepted = 99}}), "RECEIPT_DOES_NOT_ADD_UP");
  EXPECT_EQ(reason({{.lot = "A", .accepted = 101}}), "RECEIPT_DOES_NOT_ADD_UP");
  EXPECT_EQ(reason({{.lot = "A", .accepted = 100}, {.lot = "B", .accepted = 1}}), "RECEIPT_DOES_NOT_ADD_UP");
  EXPECT_EQ(reason({{.lot = "B", .surplus = 1}}), "INVALID_FIELD");
  EXPECT_EQ(reason({{.lot = "A", .accepted = 100}, {.lot = "A", .accepted = 100}}), "INVALID_FIELD");
  EXPECT_EQ(at_.Blanks(kDinas, "A").in_transit(), 100);
}

TEST_F(StockTest, AShipmentIsReceivedOnce) {
  const std::string id = GivenShipment();
  const auto request = Pelalawan::Arrival(id, {{.lot = "A", .accepted = 100}});
  const auto act = at_.ActFor(request);
  ASSERT_OK_AND_ASSIGN(const auto first, at_.stock.ReceiveShipment(act, request));
  ASSERT_OK_AND_ASSIGN(const auto repeated, at_.stock.ReceiveShipment(act, request));
  EXPECT_EQ(repeated.SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(ReasonOf(at_.Arrive(request).status()), "SHIPMENT_NOT_IN_TRANSIT");
  EXPECT_EQ(ReasonOf(at_.Arrive(Pelalawan::Arrival("x", {{.lot = "A", .accepted = 1}})).status()),
            "UNKNOWN_SHIPMENT");
}

TEST_F(StockTest, ARepeatedDispatchAnswersAsTheFirstEvenAfterReceipt) {
  ASSERT_OK(at_.CreateLot("A"));
  ASSERT_OK(at_.Receive("A", 10));
  const auto request = Pelalawan::Sending(kBunut, {{"A", 4}});
  const auto act = at_.ActFor(request);
  ASSERT_OK_AND_ASSIGN(const auto first, at_.stock.DispatchShipment(act, request));
  auto arrival =
      Pelalawan::Arrival(first.shipment().shipment_id(), {{.lot = "A", .accepted = 3, .missing = 1}});
  arrival.set_note("satu kurang");
  ASSERT_OK(at_.Arrive(arrival));
  ASSERT_OK_AND_ASSIGN(const auto repeated, at_.stock.DispatchShipment(act, request));
  EXPECT_EQ(repeated.SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(at_.stock.GetShipment(at_.actor, first.shipment().shipment_id())->receipt_note(), "satu kurang");
}

TEST_F(StockTest, TheSameRequestIdWithOtherContentIsRefused) {
  ASSERT_OK(at_.CreateLot("A"));
  ASSERT_OK(at_.Receive("A", 10));
  const auto request = Pelalawan::Sending(kBunut, {{"A", 4}});
  auto act = at_.ActFor(request);
  ASSERT_OK(at_.stock.DispatchShipment(act, request));
  const auto other = Pelalawan::Sending(kBunut, {{"A", 5}});
  act.fingerprint = access::Fingerprint(other);
  EXPECT_EQ(ReasonOf(at_.stock.DispatchShipment(act, other).status()), "REQUEST_ID_REUSED");
}

TEST_F(StockTest, MoreThanThereIsCannotBeSent) {
  ASSERT_OK(at_.CreateLot("A"));
  ASSERT_OK(at_.CreateLot("B"));
  ASSERT_OK(at_.Receive("A", 10));
  ASSERT_OK(at_.Receive("B", 3));
  const absl::Status refused = at_.Send(Pelalawan::Sending(kBunut, {{"A", 10}, {"B", 4}})).status();
  EXPECT_EQ(ReasonOf(refused), "ACCOUNT_WOULD_BE_NEGATIVE");
  EXPECT_EQ(refused.message(), "Office 14.05, lot B: account available holds 3, 4 wanted.");
  EXPECT_EQ(at_.Blanks(kDinas, "A").available(), 10);
}

TEST_F(StockTest, ToAnOfficeOutsideItIsSentOutAtOnce) {
  ASSERT_OK(at_.CreateLot("A"));
  ASSERT_OK(at_.Receive("A", 10));
  ASSERT_OK_AND_ASSIGN(const v1::Shipment shipment, at_.Send(Pelalawan::Sending("14.71", {{"A", 4}})));
  EXPECT_EQ(shipment.state(), v1::Shipment::STATE_SENT_OUT);
  EXPECT_EQ(at_.Blanks(kDinas).sent_out(), 4);
  EXPECT_EQ(at_.Equation(kDinas).sent(), 4);
  EXPECT_EQ(
      ReasonOf(
          at_.Arrive(Pelalawan::Arrival(shipment.shipment_id(), {{.lot = "A", .accepted = 4}})).status()),
      "SHIPMENT_NOT_IN_TRANSIT");
}

TEST_F(StockTest, ASlipInAnOfficeCodeDoesNotSendBlanksOut) {
  ASSERT_OK(at_.CreateLot("A"));
  ASSERT_OK(at_.Receive("A", 10));
  EXPECT_EQ(ReasonOf(at_.Send(Pelalawan::Sending("14.05.20", {{"A", 4}})).status()), "UNKNOWN_OFFICE");
  EXPECT_EQ(ReasonOf(at_.Send(Pelalawan::Sending("pelalawan", {{"A", 4}})).status()), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(at_.Send(Pelalawan::Sending(kDinas, {{"A", 4}})).status()), "INVALID_FIELD");
}

}  // namespace
}  // namespace blangko::stock
