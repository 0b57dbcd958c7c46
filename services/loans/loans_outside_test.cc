// Debts between two offices that have a store each: both stores follow the shipments and receipts that cross.
#include <gmock/gmock.h>

#include "services/documents/documents_fixture.h"
#include "services/loans/loan_book.h"
#include "services/loans/loans.h"
#include "services/stock/shipment_kind.h"
#include "storage/key_codec.h"

namespace blangko::loans {
namespace {

using documents::kProvince;
using documents::kRegency;
using documents::Node;
using testing::ElementsAre;

class LoansOutsideTest : public testing::Test {
 protected:
  LoansOutsideTest() {
    province_.Trust(kRegency, regency_.Key().public_key);
    regency_.Trust(kProvince, province_.Key().public_key);
    province_.GivenLot("A", 1000);
    regency_.GivenLot("B", 1000);
  }
  void TearDown() override {
    unsetenv("BLANGKO_PLANT");
    EXPECT_TRUE(province_.Exact());
    EXPECT_TRUE(regency_.Exact());
  }

  std::string Send(Node& node, const std::string& to, const std::string& lot, int64_t count,
                   const std::string& loan = "") {
    stock::v1::DispatchShipmentRequest request;
    request.set_from_office(node.office);
    request.set_to_office(to);
    request.set_kind(loan.empty() ? stock::v1::SHIPMENT_KIND_LOAN : stock::v1::SHIPMENT_KIND_REPAYMENT);
    request.set_loan_id(loan);
    if (loan.empty())
      *request.mutable_due_date() =
          stock::DateOfDay(access::OfficeDay(access::TimeZoneOf({}), node.clock.Now()) + 30);
    request.add_lines()->set_lot(lot);
    request.mutable_lines(0)->set_count(count);
    const auto sent = node.stock.DispatchShipment(node.ActFor(request), request);
    return sent.ok() ? sent->shipment().shipment_id() : ReasonOf(sent.status());
  }
  void Receive(Node& node, const std::string& id, const std::string& lot, int64_t accepted, int64_t missing) {
    stock::v1::ReceiveShipmentRequest request;
    request.set_shipment_id(id);
    auto* line = request.add_lines();
    line->set_lot(lot);
    line->set_accepted_count(accepted);
    line->set_missing_count(missing);
    EXPECT_OK(node.stock.ReceiveShipment(node.ActFor(request), request).status());
  }
  static v1::Loan LoanOf(Node& node, const std::string& id) {
    const auto found = Loans(node.store).GetLoan(node.ActOf(""), id);
    EXPECT_OK(found);
    return found.ok() ? *found : v1::Loan();
  }

  LoanBook of_province_, of_regency_;
  Node province_{kProvince, 17, &of_province_};
  Node regency_{kRegency, 18, &of_regency_};
};

TEST_F(LoansOutsideTest, BothStoresFollowALoanAndItsRepayment) {
  const std::string id = Send(province_, kRegency, "A", 100);
  EXPECT_EQ(LoanOf(province_, id).lent_count(), 100);
  ASSERT_THAT(regency_.Import(province_.Export(kRegency)), ElementsAre("APPLIED"));
  EXPECT_EQ(LoanOf(regency_, id).state(), v1::Loan::STATE_ON_THE_WAY);
  EXPECT_EQ(LoanOf(regency_, id).due_date().SerializeAsString(),
            LoanOf(province_, id).due_date().SerializeAsString());
  EXPECT_EQ(regency_.Shipment(id).kind(), stock::v1::SHIPMENT_KIND_LOAN);

  Receive(regency_, id, "A", 90, 10);
  EXPECT_EQ(LoanOf(regency_, id).owed_count(), 90);
  ASSERT_THAT(province_.Import(regency_.Export(kProvince)), ElementsAre("APPLIED"));
  EXPECT_EQ(LoanOf(province_, id).owed_count(), 90) << "the receipt corrects what was lent";

  EXPECT_EQ(Send(regency_, kProvince, "B", 91, id), "MORE_THAN_OWED");
  const std::string back = Send(regency_, kProvince, "B", 90, id);
  EXPECT_EQ(LoanOf(regency_, id).repaid_count(), 90);
  ASSERT_THAT(province_.Import(regency_.Export(kProvince)), ElementsAre("KNOWN", "APPLIED"));
  EXPECT_EQ(LoanOf(province_, id).on_the_way_count(), 90);
  Receive(province_, back, "B", 80, 10);
  EXPECT_EQ(LoanOf(province_, id).repaid_count(), 80);
  EXPECT_EQ(LoanOf(province_, id).owed_count(), 10);
  ASSERT_THAT(regency_.Import(province_.Export(kRegency)), ElementsAre("KNOWN", "APPLIED"));
  EXPECT_EQ(LoanOf(regency_, id).owed_count(), 10) << "owed again";
  EXPECT_EQ(LoanOf(regency_, id).state(), v1::Loan::STATE_OWED);
}

TEST_F(LoansOutsideTest, ARepaymentOfALoanThatNobodyKnowsHereIsNotTaken) {
  const std::string id = Send(province_, kRegency, "A", 100);
  ASSERT_THAT(regency_.Import(province_.Export(kRegency)), ElementsAre("APPLIED"));
  Receive(regency_, id, "A", 100, 0);
  Send(regency_, kProvince, "B", 10, id);
  EXPECT_OK(province_.store.Update("test.forget", [&](storage::Txn& txn) {
    txn.Erase(storage::KeyWriter(storage::Table::kLoan).Text(id).Take());
    return absl::OkStatus();
  }));
  EXPECT_THAT(province_.Import(regency_.Export(kProvince)), ElementsAre("UNKNOWN_LOAN", "UNKNOWN_LOAN"));
}

}  // namespace
}  // namespace blangko::loans
