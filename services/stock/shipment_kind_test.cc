// Kinds of shipments as stock keeps them, without debts above it: fields, returns, and offices that are passed over.
#include "services/stock/shipment_kind.h"

#include <gmock/gmock.h>

#include "absl/time/civil_time.h"
#include "services/stock/tiers.h"
#include "services/stock/validate_stock.h"
#include "tests/support/stock_fixture.h"

namespace blangko::stock {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class ShipmentKindTest : public testing::Test {
 protected:
  ShipmentKindTest() {
    EXPECT_OK(at_.CreateLot("A"));
    EXPECT_OK(at_.Receive("A", 1000));
  }
  common::v1::Date In(int days) {
    return DateOfDay(access::OfficeDay(access::TimeZoneOf({}), at_.clock.Now()) + days);
  }
  v1::DispatchShipmentRequest Sending(v1::ShipmentKind kind, const std::string& to = kBunut) {
    auto request = Pelalawan::Sending(to, {{"A", 10}});
    request.set_kind(kind);
    return request;
  }
  // The sentence of the refusal; "" when it went.
  std::string Refused(const v1::DispatchShipmentRequest& request) {
    return std::string(at_.Send(request).status().message());
  }

  Pelalawan at_;
};

TEST_F(ShipmentKindTest, NothingSaidIsNormal) {
  ASSERT_OK_AND_ASSIGN(const v1::Shipment sent, at_.Send(Sending(v1::SHIPMENT_KIND_UNSPECIFIED)));
  EXPECT_EQ(sent.kind(), v1::SHIPMENT_KIND_NORMAL);
  EXPECT_FALSE(sent.has_due_date());
}

TEST_F(ShipmentKindTest, ALoanNeedsADayAfterToday) {
  auto request = Sending(v1::SHIPMENT_KIND_LOAN);
  EXPECT_THAT(Refused(request), HasSubstr("due_date"));
  *request.mutable_due_date() = In(0);
  EXPECT_THAT(Refused(request), HasSubstr("a day after"));
  request.mutable_due_date()->set_month(13);
  EXPECT_THAT(Refused(request), HasSubstr("due_date"));
  *request.mutable_due_date() = In(1);
  const access::Act act = at_.ActFor(request);
  ASSERT_OK_AND_ASSIGN(const auto sent, at_.stock.DispatchShipment(act, request));
  EXPECT_EQ(sent.shipment().kind(), v1::SHIPMENT_KIND_LOAN);
  EXPECT_EQ(sent.shipment().due_date().SerializeAsString(), In(1).SerializeAsString());
  ASSERT_OK_AND_ASSIGN(const auto again, at_.stock.DispatchShipment(act, request));
  EXPECT_EQ(again.SerializeAsString(), sent.SerializeAsString());
  EXPECT_EQ(at_.Blanks(kDinas).available(), 990);
}

TEST_F(ShipmentKindTest, ALoanIsOfOneType) {
  auto other = Pelalawan::NewLot("B");
  other.mutable_lot()->set_blank_type("KTP-2011");
  ASSERT_OK(at_.stock.CreateLot(at_.ActFor(other), other));
  ASSERT_OK(at_.Receive("B", 10));
  auto request = Pelalawan::Sending(kBunut, {{"A", 1}, {"B", 1}});
  EXPECT_EQ(Refused(request), "");
  request.set_kind(v1::SHIPMENT_KIND_LOAN);
  *request.mutable_due_date() = In(5);
  EXPECT_THAT(Refused(request), HasSubstr("one blank type"));
}

TEST_F(ShipmentKindTest, FieldsOfAnotherKindAreRefused) {
  auto normal = Sending(v1::SHIPMENT_KIND_NORMAL);
  *normal.mutable_due_date() = In(5);
  EXPECT_THAT(Refused(normal), HasSubstr("only a LOAN"));
  auto loan = Sending(v1::SHIPMENT_KIND_LOAN);
  *loan.mutable_due_date() = In(5);
  loan.set_loan_id("L");
  EXPECT_THAT(Refused(loan), HasSubstr("only a REPAYMENT"));
  EXPECT_THAT(Refused(Sending(v1::SHIPMENT_KIND_REPAYMENT)), HasSubstr("loan_id"));
  EXPECT_THAT(Refused(Sending(static_cast<v1::ShipmentKind>(9))), HasSubstr("kind"));
  EXPECT_EQ(at_.Blanks(kDinas).available(), 1000);
}

TEST_F(ShipmentKindTest, AReturnGoesUpOrToWhoSentItAndSaysWhy) {
  ASSERT_OK_AND_ASSIGN(const v1::Shipment sent, at_.Send(Pelalawan::Sending(kBunut, {{"A", 100}})));
  ASSERT_OK(at_.Arrive(Pelalawan::Arrival(sent.shipment_id(), {{.lot = "A", .accepted = 100}})));
  auto back = Pelalawan::Sending(kDinas, {{"A", 10}}, kBunut);
  back.set_kind(v1::SHIPMENT_KIND_RETURN);
  EXPECT_THAT(Refused(back), HasSubstr("note"));
  back.set_note("kelebihan stok");
  EXPECT_EQ(Refused(back), "");
  back.set_to_office(kKerumutan);
  EXPECT_THAT(Refused(back), HasSubstr("shipped there before: lot A"));
  // The regency has its lot from the maker, and none from elsewhere.
  auto to_maker = Sending(v1::SHIPMENT_KIND_RETURN, "maker");
  to_maker.set_note("cacat pabrik");
  EXPECT_EQ(Refused(to_maker), "");
  EXPECT_EQ(at_.Blanks(kDinas).sent_out(), 10);
  to_maker.set_kind(v1::SHIPMENT_KIND_NORMAL);
  EXPECT_THAT(Refused(to_maker), HasSubstr("to_office"));
  auto sideways = Sending(v1::SHIPMENT_KIND_RETURN, "14.71");
  sideways.set_note("salah kirim");
  EXPECT_THAT(Refused(sideways), HasSubstr("to_office"));
  EXPECT_TRUE(at_.Equation().exact());
}

TEST(Tiers, FollowTheCodes) {
  EXPECT_TRUE(IsAbove("00", "14.05"));
  EXPECT_TRUE(IsAbove("14", "14.05.02"));
  EXPECT_TRUE(IsAbove("14.05-gudang", "14.05.02"));
  EXPECT_FALSE(IsAbove("14.05-gudang", "14.05"));
  EXPECT_FALSE(IsAbove("14.05", "14.051"));
  EXPECT_FALSE(IsAbove("14.05.02", "14.05"));
  EXPECT_FALSE(IsAbove("14.05", "14.06.01"));
}

TEST_F(ShipmentKindTest, OfficesOfTheTreeBetweenTheTwoArePassedOver) {
  ASSERT_OK(access::Offices(at_.store).Put(
      at_.ActOf("more"), {Pelalawan::Office("14", ""), Pelalawan::Office("14.05-gudang", kDinas)}, {}));
  const auto passed = [&](const std::string& from, const std::string& to) {
    std::vector<std::string> found;
    EXPECT_OK(at_.store.View([&](storage::Snapshot& snapshot) -> absl::Status {
      const auto offices = PassedOver(snapshot, from, to);
      if (offices.ok()) found = *offices;
      return offices.status();
    }));
    return found;
  };
  EXPECT_THAT(passed("14", kBunut), ElementsAre(kDinas));
  EXPECT_THAT(passed(kBunut, "14"), ElementsAre(kDinas));
  EXPECT_THAT(passed("00", kBunut), ElementsAre(kDinas, "14"));
  EXPECT_THAT(passed("14", kDinas), ElementsAre());
  EXPECT_THAT(passed("14.05-gudang", kBunut), ElementsAre());
  EXPECT_THAT(passed("14", "14.06.01"), ElementsAre());  // the regency there is not of this store
  EXPECT_THAT(passed(kBunut, kKerumutan), ElementsAre());
}

}  // namespace
}  // namespace blangko::stock
