// Rejected blanks of a case that go back to who sent them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "services/movements/movements_fixture.h"

namespace blangko::movements {
namespace {

using rows::v1::ACCOUNT_AVAILABLE;
using rows::v1::ACCOUNT_IN_TRANSIT;
using rows::v1::ACCOUNT_QUARANTINED;
using rows::v1::ACCOUNT_SENT_OUT;
using stock::kBunut;
using stock::kDinas;

class ReturnsTest : public MovementsFixture {
 protected:
  v1::DifferenceCase Case(const std::string& id) {
    const auto found = movements_.GetCase(at_.actor, id, at_.clock.Now());
    EXPECT_OK(found);
    return found.ok() ? *found : v1::DifferenceCase();
  }
  stock::v1::Shipment ShipmentOfStep(const std::string& case_id) {
    const auto found = stock_.GetShipment(at_.actor, Case(case_id).steps(0).shipment_id());
    EXPECT_OK(found);
    return found.ok() ? *found : stock::v1::Shipment();
  }
  // From the regency to a district, of which `rejected` were not taken.
  std::string SentDown(int64_t accepted, int64_t rejected) {
    const auto sent = at_.Send(stock::Pelalawan::Sending(kBunut, {{"A", accepted + rejected}}));
    EXPECT_OK(sent);
    const auto request = stock::Pelalawan::Arrival(
        sent->shipment_id(), {{.lot = "A", .accepted = accepted, .rejected = rejected}});
    EXPECT_OK(stock_.ReceiveShipment(at_.ActFor(request), request));
    return sent->shipment_id();
  }
};

TEST_F(ReturnsTest, RejectedBlanksGoBackOutOfQuarantineInTheCommitOfTheStep) {
  const std::string id = SentDown(90, 10);
  EXPECT_EQ(Resolve(id, v1::RESOLUTION_RETURNED, 4), "");
  const auto shipment = ShipmentOfStep(id);
  EXPECT_EQ(shipment.kind(), stock::v1::SHIPMENT_KIND_RETURN);
  EXPECT_EQ(shipment.state(), stock::v1::Shipment::STATE_IN_TRANSIT);
  EXPECT_EQ(shipment.case_id(), id);
  EXPECT_EQ(shipment.from_office(), kBunut);
  EXPECT_EQ(shipment.to_office(), kDinas);
  EXPECT_EQ(shipment.note(), "dihitung lagi");
  EXPECT_EQ(at_.Blanks(kBunut).quarantined(), 6);
  EXPECT_EQ(at_.Blanks(kBunut).in_transit(), 4);
  EXPECT_EQ(at_.Blanks(kBunut).available(), 90);
  EXPECT_EQ(Resolve(id, v1::RESOLUTION_RETURNED, 7), "CASE_HAS_FEWER");

  const auto request = stock::Pelalawan::Arrival(shipment.shipment_id(), {{.lot = "A", .accepted = 4}});
  EXPECT_OK(stock_.ReceiveShipment(at_.ActFor(request), request));
  EXPECT_EQ(Blanks("A", ACCOUNT_AVAILABLE), 904);
  EXPECT_TRUE(at_.Equation().exact());
  EXPECT_EQ(Resolve(id, v1::RESOLUTION_RETURNED, 6), "");
  EXPECT_TRUE(Case(id).has_close_time());
  EXPECT_EQ(at_.Blanks(kBunut).quarantined(), 0);
}

TEST_F(ReturnsTest, PlantedReturnOfFreeBlanksIsCaught) {
  const std::string id = SentDown(90, 10);
  setenv("BLANGKO_PLANT", "return-takes-free-blanks", 1);
  EXPECT_EQ(Resolve(id, v1::RESOLUTION_RETURNED, 4), "");
  EXPECT_NE(at_.Blanks(kBunut).quarantined(), 6);
}

TEST_F(ReturnsTest, ToTheMakerOrAnOfficeOutsideTheyGoOut) {
  for (const std::string sender : {"maker", "00", "14.71"}) {
    const int64_t out = Blanks("A", ACCOUNT_SENT_OUT);
    const std::string id = Take(sender, {{.lot = "A", .accepted = 90, .rejected = 10}});
    EXPECT_EQ(Resolve(id, v1::RESOLUTION_RETURNED, 10), "");
    EXPECT_EQ(ShipmentOfStep(id).state(), stock::v1::Shipment::STATE_SENT_OUT);
    EXPECT_EQ(ShipmentOfStep(id).to_office(), sender);
    EXPECT_EQ(Blanks("A", ACCOUNT_SENT_OUT), out + 10);
    EXPECT_EQ(Blanks("A", ACCOUNT_QUARANTINED), 0);
    EXPECT_EQ(Blanks("A", ACCOUNT_IN_TRANSIT), 0);
  }
  EXPECT_TRUE(at_.Equation().exact());
}

TEST_F(ReturnsTest, TheSameRequestAgainSendsNothingMore) {
  const std::string id = SentDown(90, 10);
  v1::ResolveCaseRequest request;
  request.set_case_id(id);
  request.set_lot("A");
  request.set_resolution(v1::RESOLUTION_RETURNED);
  request.set_count(4);
  request.set_note("cacat");
  const access::Act act = ActOf(budi_, request);
  EXPECT_OK(movements_.Resolve(act, request));
  EXPECT_OK(movements_.Resolve(act, request));
  EXPECT_EQ(Case(id).steps_size(), 1);
  EXPECT_EQ(at_.Blanks(kBunut).in_transit(), 4);
}

}  // namespace
}  // namespace blangko::movements
