#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/refusal/refusal.h"
#include "services/stock/ledger_fold.h"
#include "services/stock/stock.h"
#include "services/stock/validate_stock.h"
#include "tests/support/stock_fixture.h"

namespace blangko::stock {
namespace {

class StockRulesTest : public testing::Test {
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

// ---- dates and texts -----------------------------------------------------------------------------

TEST_F(StockRulesTest, ANoteIsNotOlderThanItsBlanks) {
  ASSERT_OK(at_.CreateLot("A"));
  ASSERT_OK(at_.Receive("A", 1000));
  auto sending = Pelalawan::Sending(kBunut, {{"A", 100}});
  sending.mutable_document_date()->set_year(2010);
  sending.mutable_document_date()->set_month(1);
  sending.mutable_document_date()->set_day(1);
  const auto refused = at_.Send(sending);
  EXPECT_EQ(ReasonOf(refused.status()), "INVALID_FIELD");
  EXPECT_THAT(refused.status().message(), testing::HasSubstr("first came to 14.05"));
}

TEST_F(StockRulesTest, NoNikStandsInTheTextsOfAShipment) {
  ASSERT_OK(at_.CreateLot("A"));
  ASSERT_OK(at_.Receive("A", 1000));
  auto sending = Pelalawan::Sending(kBunut, {{"A", 100}});
  sending.set_note("1405020101909001");
  EXPECT_THAT(at_.Send(sending).status().message(), testing::HasSubstr("note: got 16 digits"));
}

// ---- limits --------------------------------------------------------------------------------------

class StockLimitTest : public StockRulesTest {
 protected:
  std::vector<Arrived> GivenLots(size_t count) {
    std::vector<Arrived> lines;
    for (size_t i = 0; i < count; ++i) {
      lines.push_back({.lot = "LOT-2017-KOTAK-" + std::to_string(i), .accepted = 10});
      EXPECT_OK(at_.CreateLot(lines.back().lot));
    }
    return lines;
  }
  static std::vector<std::pair<std::string, int64_t>> All(const std::vector<Arrived>& lines) {
    std::vector<std::pair<std::string, int64_t>> all;
    for (const Arrived& line : lines) all.emplace_back(line.lot, line.accepted);
    return all;
  }
};

TEST_F(StockLimitTest, TheLongestDocumentsFitTheBudgetOfTheStore) {
  const auto lines = GivenLots(kLinesMax);
  ASSERT_OK(at_.Take(Pelalawan::FromOutside("14.71", "1", lines)));
  ASSERT_OK(at_.Send(Pelalawan::Sending("14.71", All(lines))));
  EXPECT_EQ(at_.Blanks("").sent_out(), 2000);
  v1::RecordOpeningRequest opening;
  opening.set_office(kBunut);
  for (const Arrived& line : lines) {
    opening.add_lines()->set_lot(line.lot);
    opening.mutable_lines(opening.lines_size() - 1)->set_count(5);
  }
  EXPECT_OK(at_.stock.RecordOpening(at_.ActFor(opening), opening));
}

TEST_F(StockLimitTest, TheLongestShipmentInsideFitsTheBudgetAtBothEnds) {
  const auto lines = GivenLots(kShipmentLinesMax);
  ASSERT_OK(at_.Take(Pelalawan::FromOutside("maker", "1", lines)));
  auto sending = Pelalawan::Sending(kBunut, All(lines));
  sending.set_delivery_note("SJ-1");
  ASSERT_OK_AND_ASSIGN(const v1::Shipment shipment, at_.Send(sending));
  ASSERT_OK(at_.Arrive(Pelalawan::Arrival(shipment.shipment_id(), lines)));
  EXPECT_EQ(at_.Blanks(kBunut).available(), 1180);
}

TEST_F(StockLimitTest, OneLineMoreIsRefusedInWords) {
  const auto lines = GivenLots(kLinesMax + 1);
  EXPECT_EQ(ReasonOf(at_.Take(Pelalawan::FromOutside("maker", "1", lines)).status()), "INVALID_FIELD");
  const std::vector<Arrived> some(lines.begin(), lines.begin() + kShipmentLinesMax + 1);
  ASSERT_OK(at_.Take(Pelalawan::FromOutside("maker", "1", some)));
  EXPECT_EQ(ReasonOf(at_.Send(Pelalawan::Sending(kBunut, All(some))).status()), "INVALID_FIELD");
}

// ---- rights --------------------------------------------------------------------------------------

TEST_F(StockRulesTest, AnAuditorReadsAndChangesNothing) {
  const std::string id = GivenShipment();
  at_.actor.role = access::Role::kAuditor;
  EXPECT_EQ(ReasonOf(at_.CreateLot("B")), "NOT_ALLOWED");
  EXPECT_EQ(ReasonOf(at_.Receive("A", 1)), "NOT_ALLOWED");
  EXPECT_EQ(ReasonOf(at_.Send(Pelalawan::Sending(kBunut, {{"A", 1}})).status()), "NOT_ALLOWED");
  EXPECT_EQ(ReasonOf(at_.Arrive(Pelalawan::Arrival(id, {{.lot = "A", .accepted = 100}})).status()),
            "NOT_ALLOWED");
  EXPECT_EQ(at_.Blanks(kDinas).received(), 1000);
}

TEST_F(StockRulesTest, EachOfficeActsInItsOwnAreaOnly) {
  const std::string id = GivenShipment();
  const access::Actor everybody = at_.actor;
  at_.actor.scope = kKerumutan;
  EXPECT_EQ(ReasonOf(at_.Receive("A", 1)), "OUT_OF_SCOPE");
  EXPECT_EQ(ReasonOf(at_.Send(Pelalawan::Sending(kKerumutan, {{"A", 1}})).status()), "OUT_OF_SCOPE");
  EXPECT_EQ(ReasonOf(at_.Arrive(Pelalawan::Arrival(id, {{.lot = "A", .accepted = 100}})).status()),
            "UNKNOWN_SHIPMENT");
  EXPECT_EQ(ReasonOf(at_.stock.GetShipment(at_.actor, id).status()), "UNKNOWN_SHIPMENT");
  EXPECT_TRUE(at_.stock.ListShipments(at_.actor, "", {})->rows.empty());
  EXPECT_EQ(at_.Blanks("").available(), 0);  // the empty office is the actor's own area
  v1::ListBalancesRequest others;
  others.set_office(kDinas);
  EXPECT_EQ(ReasonOf(at_.stock.ListBalances(at_.actor, others).status()), "OUT_OF_SCOPE");
  at_.actor.scope = kBunut;
  EXPECT_OK(at_.Arrive(Pelalawan::Arrival(id, {{.lot = "A", .accepted = 100}})));
  at_.actor = everybody;
}

TEST_F(StockRulesTest, TheSenderAloneDoesNotReceiveForTheReceiver) {
  ASSERT_OK(at_.CreateLot("A"));
  ASSERT_OK(at_.Receive("A", 10, kBunut));
  const std::string id = at_.Send(Pelalawan::Sending(kKerumutan, {{"A", 5}}, kBunut))->shipment_id();
  at_.actor.scope = kBunut;
  EXPECT_EQ(ReasonOf(at_.Arrive(Pelalawan::Arrival(id, {{.lot = "A", .accepted = 5}})).status()),
            "OUT_OF_SCOPE");
  at_.actor.scope = "";
}

}  // namespace
}  // namespace blangko::stock
