#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/status_macros.h"
#include "blangko/rows/v1/storage.pb.h"
#include "services/refusal/refusal.h"
#include "services/stock/balances.h"
#include "services/stock/ledger_fold.h"
#include "services/stock/stock.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"
#include "tests/support/stock_fixture.h"

namespace blangko::stock {
namespace {

using testing::ElementsAre;

class StockReadsTest : public testing::Test {
 protected:
  void TearDown() override {
    EXPECT_OK(at_.store.View([](storage::Snapshot& snapshot) { return CheckLedger(snapshot); }));
    EXPECT_TRUE(at_.Equation().exact());
  }

  std::vector<std::string> MovementsOf(const std::string& office, const std::string& lot, bool newest_first,
                                       size_t page_size) {
    v1::ListMovementsRequest request;
    request.set_office(office);
    request.set_lot(lot);
    request.set_newest_first(newest_first);
    std::vector<std::string> listed;
    PageRequest page{.size = page_size, .after = ""};
    do {
      const auto found = at_.stock.ListMovements(at_.actor, request, page);
      EXPECT_OK(found);
      for (const auto& movement : found->rows) {
        listed.push_back(movement.lot() + " " + movement.from_account() + ">" + movement.to_account() + " " +
                         std::to_string(movement.count()));
      }
      page.after = found->next;
    } while (!page.after.empty());
    return listed;
  }

  // A shipment of 100 of lot A on its way to Bunut.
  std::string GivenShipment() {
    EXPECT_OK(at_.CreateLot("A"));
    EXPECT_OK(at_.Receive("A", 1000));
    return at_.Send(Pelalawan::Sending(kBunut, {{"A", 100}}))->shipment_id();
  }

  Pelalawan at_;
};

TEST_F(StockReadsTest, LotsAreListedPageByPage) {
  for (const char* lot : {"C", "A", "B"}) ASSERT_OK(at_.CreateLot(lot));
  const auto first = at_.stock.ListLots({.size = 2, .after = ""});
  ASSERT_EQ(first->rows.size(), 2u);
  EXPECT_EQ(first->next, "B");
  const auto second = at_.stock.ListLots({.size = 2, .after = first->next});
  ASSERT_EQ(second->rows.size(), 1u);
  EXPECT_EQ(second->rows[0].lot(), "C");
  EXPECT_EQ(second->next, "");
}

TEST_F(StockReadsTest, ShipmentsAreListedNewestFirst) {
  ASSERT_OK(at_.CreateLot("A"));
  ASSERT_OK(at_.Receive("A", 100));
  std::vector<std::string> sent;
  for (const char* to : {kBunut, kKerumutan, kBunut}) {
    at_.clock.Advance(absl::Hours(1));
    sent.push_back(at_.Send(Pelalawan::Sending(to, {{"A", 1}}))->shipment_id());
  }
  const auto first = at_.stock.ListShipments(at_.actor, kBunut, {.size = 1, .after = ""});
  ASSERT_EQ(first->rows.size(), 1u);
  EXPECT_EQ(first->rows[0].shipment_id(), sent[2]);
  const auto second = at_.stock.ListShipments(at_.actor, kBunut, {.size = 1, .after = first->next});
  EXPECT_EQ(second->rows[0].shipment_id(), sent[0]);
  EXPECT_EQ(second->next, "");
  EXPECT_EQ(at_.stock.ListShipments(at_.actor, "", {})->rows.size(), 4u);
}

TEST_F(StockReadsTest, MovementsPageByPageAreAllMovements) {
  const std::string id = GivenShipment();
  ASSERT_OK(at_.CreateLot("B"));
  ASSERT_OK(at_.Receive("B", 7, kBunut));
  ASSERT_OK(at_.Arrive(Pelalawan::Arrival(id, {{.lot = "A", .accepted = 97, .rejected = 1, .missing = 2}})));
  const auto want = ElementsAre("A transfer_in>available 97", "A transfer_in>quarantined 1",
                                "A transfer_in>quarantined 2", "B received>available 7");
  for (const size_t page_size : {1u, 2u, 3u, 4u, 100u})
    EXPECT_THAT(MovementsOf(kBunut, "", false, page_size), want);
  EXPECT_THAT(MovementsOf(kDinas, "A", true, 2),
              ElementsAre("A in_transit>transfer_out 100", "A available>in_transit 100",
                          "A received>available 1000"));
}

TEST_F(StockReadsTest, AForeignPageTokenIsRefused) {
  v1::ListMovementsRequest request;
  request.set_office(kDinas);
  EXPECT_EQ(ReasonOf(at_.stock.ListMovements(at_.actor, request, {.size = 1, .after = "zzz"}).status()),
            "PAGE_TOKEN_INVALID");
}

TEST_F(StockReadsTest, TheEquationAtAPastMoment) {
  const std::string id = GivenShipment();
  const absl::Time before = at_.clock.Now();
  at_.clock.Advance(absl::Hours(5));
  ASSERT_OK(at_.Arrive(Pelalawan::Arrival(id, {{.lot = "A", .accepted = 100}})));
  v1::GetEquationRequest request;
  request.set_office(kDinas);
  request.mutable_at()->set_seconds(absl::ToUnixSeconds(before));
  ASSERT_OK_AND_ASSIGN(const auto then, at_.stock.GetEquation(at_.ActOf(""), request));
  EXPECT_EQ(then.sent(), 100);
  EXPECT_EQ(then.remaining(), 900);
  EXPECT_TRUE(then.exact());
  request.mutable_at()->set_seconds(absl::ToUnixSeconds(before) - 1);
  EXPECT_EQ(at_.stock.GetEquation(at_.ActOf(""), request)->received(), 0);
}

TEST_F(StockReadsTest, BlanksThatMovedWithinAnAreaAreNotReceivedTwice) {
  const std::string id = GivenShipment();
  ASSERT_OK(at_.Arrive(Pelalawan::Arrival(id, {{.lot = "A", .accepted = 100}})));
  const auto whole = at_.Equation("");
  EXPECT_EQ(whole.received(), 1000);
  EXPECT_EQ(whole.sent(), 0);
  EXPECT_EQ(whole.remaining(), 1000);
  const auto bunut = at_.Equation(kBunut);
  EXPECT_EQ(bunut.received(), 100);
  EXPECT_TRUE(bunut.exact());
}

// A store has more shipments from year to year, and the equation is asked for all day.
TEST_F(StockReadsTest, TheEquationOfAnAreaReadsNoShipment) {
  const std::string id = GivenShipment();
  ASSERT_OK(at_.Arrive(Pelalawan::Arrival(id, {{.lot = "A", .accepted = 98, .missing = 2}})));
  ASSERT_OK(at_.store.Update("test.forget", [&](storage::Txn& txn) {
    txn.Erase(storage::KeyWriter(storage::Table::kShipment).Text(id).Take());
    return absl::OkStatus();
  }));
  EXPECT_EQ(at_.Equation("").received(), 1000);
  EXPECT_EQ(at_.Equation(kDinas).received(), 1000);
  EXPECT_TRUE(at_.Equation("").exact());
}

// What an older release booked does not say from how near it came.
TEST_F(StockReadsTest, WhereItIsNotSaidFromHowNearBlanksCameTheShipmentsAreRead) {
  const std::string id = GivenShipment();
  ASSERT_OK(at_.Arrive(Pelalawan::Arrival(id, {{.lot = "A", .accepted = 100}})));
  ASSERT_OK(at_.store.Update("test.older", [&](storage::Txn& txn) -> absl::Status {
    const std::string key = storage::KeyWriter(storage::Table::kLogHead).Text(kBunut).Text("A").Take();
    ASSIGN_OR_RETURN(auto head, storage::GetRow<rows::v1::LogHead>(txn, key));
    ASSIGN_OR_RETURN(auto balances, storage::DecodeRow<Balances>(head->state()));
    EXPECT_TRUE(KnowsSenders(balances));
    balances.clear_in_by_shared_parts();
    head->set_state(storage::EncodeRow(balances));
    storage::PutRow(txn, key, *head);
    return absl::OkStatus();
  }));
  EXPECT_EQ(at_.Equation("").received(), 1000);
  EXPECT_EQ(at_.Equation("").sent(), 0);
  EXPECT_TRUE(at_.Equation("").exact());
}

}  // namespace
}  // namespace blangko::stock
