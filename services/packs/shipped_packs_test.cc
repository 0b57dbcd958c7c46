#include "services/packs/packs_fixture.h"
#include "services/stock/shipment_index.h"
#include "services/stock/shipment_table.h"

namespace blangko::packs {
namespace {

using stock::kBunut;
using stock::kDinas;
using stock::kKerumutan;

class ShippedPacksTest : public PacksFixture {
 protected:
  ShippedPacksTest() { EXPECT_OK(Register({{"P-1", 300}, {"P-2", 200}, {"P-3", 100}})); }

  std::string Sent(const std::vector<std::string>& packs, int64_t count) {
    const auto sent = Send(packs, count);
    EXPECT_OK(sent);
    return sent.ok() ? sent->shipment_id() : "";
  }

  std::string ShipmentsOf(const std::string& lot) {
    std::string ids;
    EXPECT_OK(at_.store.View([&](storage::Snapshot& snapshot) -> absl::Status {
      const auto found = stock::ShipmentsOfLot(snapshot, lot);
      if (!found.ok()) return found.status();
      for (const auto& shipment : *found) ids += shipment.delivery_note() + " ";
      return absl::OkStatus();
    }));
    return ids;
  }
};

TEST_F(ShippedPacksTest, PacksGoAlongAndLieAtTheReceiver) {
  const std::string id = Sent({"P-1", "P-2"}, 500);
  EXPECT_EQ(Pack("P-1"), "ON_THE_WAY@14.05:300");
  EXPECT_EQ(Lying(kDinas), "P-3");
  at_.actor.scope = kBunut;
  EXPECT_EQ(Pack("P-1"), "ON_THE_WAY@14.05:300");
  at_.actor.scope = "";
  ASSERT_OK(Arrive(id, {.lot = "A", .accepted = 500}));
  EXPECT_EQ(Lying(kBunut), "P-1 P-2");
  EXPECT_EQ(Pack("P-2"), "SEALED@14.05.02:200");
}

TEST_F(ShippedPacksTest, TheyHoldWhatTheLineShips) {
  EXPECT_EQ(ReasonOf(Send({"P-1", "P-2"}, 499).status()), "PACKS_DO_NOT_ADD_UP");
  EXPECT_EQ(ReasonOf(Send({"P-1", "P-1"}, 600).status()), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(Send({"P-9"}, 300).status()), "UNKNOWN_PACK");
  EXPECT_EQ(Lying(kDinas), "P-1 P-2 P-3");
  EXPECT_EQ(at_.Blanks(kDinas, "A").available(), 1000);
}

TEST_F(ShippedPacksTest, APackGoesOnce) {
  Sent({"P-1"}, 300);
  EXPECT_EQ(ReasonOf(Send({"P-1"}, 300).status()), "PACK_STATE_WRONG");
  Plant("pack-shipped-twice");
  EXPECT_OK(Send({"P-1"}, 300));
}

TEST_F(ShippedPacksTest, AnOpenedPackDoesNotGo) {
  ASSERT_OK(Open("P-1").status());
  EXPECT_EQ(ReasonOf(Send({"P-1"}, 300).status()), "PACK_STATE_WRONG");
  Plant("opened-pack-shipped");
  EXPECT_OK(Send({"P-1"}, 300));
}

TEST_F(ShippedPacksTest, APackThatDidNotComeIsMissing) {
  const std::string id = Sent({"P-1", "P-2"}, 500);
  EXPECT_EQ(ReasonOf(Arrive(id, {.lot = "A", .accepted = 400, .missing = 100}, {"P-2"})),
            "PACKS_DO_NOT_ADD_UP");
  EXPECT_EQ(ReasonOf(Arrive(id, {.lot = "A", .accepted = 300, .missing = 200}, {"P-3"})), "INVALID_FIELD");
  ASSERT_OK(Arrive(id, {.lot = "A", .accepted = 300, .missing = 200}, {"P-2"}));
  EXPECT_EQ(Lying(kBunut), "P-1");
  EXPECT_EQ(Pack("P-2"), "MISSING@14.05:200");
  EXPECT_EQ(ReasonOf(Send({"P-2"}, 200).status()), "PACK_STATE_WRONG");
}

TEST_F(ShippedPacksTest, AMissingPackThatTurnsUpIsRegisteredWhereItLies) {
  const std::string id = Sent({"P-1", "P-2"}, 500);
  ASSERT_OK(Arrive(id, {.lot = "A", .accepted = 300, .missing = 200}, {"P-2"}));
  EXPECT_EQ(ReasonOf(Register({{"P-2", 199}}, "A", kDinas)), "ALREADY_EXISTS");
  ASSERT_OK(Register({{"P-2", 200}}, "A", kDinas));
  EXPECT_EQ(Pack("P-2"), "SEALED@14.05:200");
}

TEST_F(ShippedPacksTest, AMissingPackThatIsSaidToLieThereIsSeen) {
  const std::string id = Sent({"P-1", "P-2"}, 500);
  Plant("missing-pack-arrives");
  ASSERT_OK(Arrive(id, {.lot = "A", .accepted = 300, .missing = 200}, {"P-2"}));
  EXPECT_NE(Pack("P-2"), "MISSING@14.05:200");
}

TEST_F(ShippedPacksTest, ToOutsideTheyAreSentOut) {
  ASSERT_OK(Send({"P-1"}, 300, "14.06").status());
  EXPECT_EQ(Pack("P-1"), "SENT_OUT@14.05:300");
}

TEST_F(ShippedPacksTest, AnnouncedPacksAreRegisteredOnTheirReceipt) {
  stock::ShipmentRow shipment;
  shipment.set_shipment_id("0190-announced");
  shipment.set_from_office("14");
  shipment.set_to_office(kDinas);
  auto* line = shipment.add_lines();
  line->set_lot("A");
  line->set_shipped(150);
  line->add_packs("X-1");
  const auto announce = [&](int64_t count) {
    return at_.store.Update("test.announce", [&](storage::Txn& txn) {
      stock::PutShipment(txn, shipment);
      return book_.Announced(txn, at_.ActOf("x"), shipment, {{.pack_id = "X-1", .lot = "A", .count = count}});
    });
  };
  ASSERT_OK(announce(150));
  EXPECT_EQ(Pack("X-1"), "ON_THE_WAY@14:150");
  ASSERT_OK(at_.store.Update("test.arrive",
                             [&](storage::Txn& txn) { return book_.Arrive(txn, at_.ActOf("x"), shipment); }));
  EXPECT_EQ(Pack("X-1"), "SEALED@14.05:150");
  EXPECT_EQ(ReasonOf(announce(150)), "ALREADY_EXISTS");
}

TEST_F(ShippedPacksTest, ShipmentsAreFoundByTheirLot) {
  auto request = stock::Pelalawan::Sending(kBunut, {{"A", 10}});
  request.set_delivery_note("SJ-A");
  ASSERT_OK(stock_.DispatchShipment(at_.ActFor(request), request).status());
  request = stock::Pelalawan::Sending(kKerumutan, {{"B", 10}});
  request.set_delivery_note("SJ-B");
  ASSERT_OK(stock_.DispatchShipment(at_.ActFor(request), request).status());
  const std::string before = ShipmentsOf("A");
  EXPECT_NE(before.find("SJ-A"), std::string::npos);
  std::string after;
  for (bool more = true; more;) {
    ASSERT_OK_AND_ASSIGN(more, stock::IndexShipmentsStep(at_.store, after));
  }
  EXPECT_NE(ShipmentsOf("A").find("SJ-A"), std::string::npos);
  EXPECT_EQ(ShipmentsOf("A").find("SJ-B"), std::string::npos);
  Plant("shipment-not-listed-by-lot");
  request = stock::Pelalawan::Sending(kBunut, {{"A", 10}});
  request.set_delivery_note("SJ-C");
  ASSERT_OK(stock_.DispatchShipment(at_.ActFor(request), request).status());
  EXPECT_EQ(ShipmentsOf("A").find("SJ-C"), std::string::npos);
}

}  // namespace
}  // namespace blangko::packs
