// Two stores that exchange shipments and receipts.
#include "services/documents/documents.h"

#include "services/documents/documents_fixture.h"

namespace blangko::documents {
namespace {

using stock::v1::Shipment;
using testing::ElementsAre;

class DocumentsTest : public DocumentsFixture {};

TEST_F(DocumentsTest, AShipmentTwoShortAndOneOverIsToldToTheSender) {
  const std::string id = province_.Send(kRegency, "A", 100, "SJ-1").shipment_id();
  EXPECT_THAT(regency_.Import(province_.Export(kRegency)), ElementsAre("APPLIED"));
  const Shipment announced = regency_.Shipment(id);
  EXPECT_EQ(announced.state(), Shipment::STATE_IN_TRANSIT);
  EXPECT_EQ(announced.lines(0).shipped_count(), 100);
  EXPECT_EQ(regency_.Blanks().received_in(), 0);

  Receive(id, 98, 2, 1);
  EXPECT_EQ(regency_.Blanks().received_in(), 100);
  EXPECT_EQ(regency_.Blanks().available(), 98);
  EXPECT_EQ(regency_.Blanks().quarantined(), 3);
  EXPECT_EQ(regency_.Blanks().unexplained(), 1);

  EXPECT_THAT(province_.Import(regency_.Export(kProvince)), ElementsAre("APPLIED"));
  const Shipment told = province_.Shipment(id);
  EXPECT_EQ(told.state(), Shipment::STATE_SENT_OUT);
  EXPECT_EQ(told.receipt_number(), "BAST-7");
  EXPECT_EQ(told.lines(0).accepted_count(), 98);
  EXPECT_EQ(told.lines(0).missing_count(), 2);
  EXPECT_EQ(told.lines(0).surplus_count(), 1);
  EXPECT_EQ(province_.Blanks().sent_out(), 100);
}

TEST_F(DocumentsTest, ALotComesWithItsAttributes) {
  province_.Send(kRegency, "A", 100);
  ASSERT_THAT(regency_.Import(province_.Export(kRegency)), ElementsAre("APPLIED"));
  const auto lots = regency_.stock.ListLots({});
  ASSERT_EQ(lots->rows.size(), 1u);
  EXPECT_EQ(lots->rows[0].blank_type(), "KTP-2016");
  EXPECT_EQ(lots->rows[0].unit_price_idr(), 10'182);
  EXPECT_EQ(lots->rows[0].funding(), "APBN");
  EXPECT_EQ(lots->rows[0].pack_size(), 50);
}

TEST_F(DocumentsTest, TheSameFileAgainChangesNothing) {
  province_.Send(kRegency, "A", 100);
  province_.Send(kRegency, "A", 30);
  const Files files = province_.Export(kRegency);
  ASSERT_THAT(regency_.Import(files), ElementsAre("APPLIED", "APPLIED"));
  const std::string before = regency_.AllBytes();
  EXPECT_THAT(regency_.Import(files), ElementsAre("KNOWN", "KNOWN"));
  EXPECT_EQ(regency_.AllBytes(), before);
}

TEST_F(DocumentsTest, OutOfOrderIsTakenAndTheGapIsNamed) {
  for (int i = 0; i < 4; ++i) province_.Send(kRegency, "A", 10);
  const Files files = province_.Export(kRegency);
  ASSERT_EQ(files.size(), 4u);
  EXPECT_THAT(regency_.Import({files[3], files[0]}), ElementsAre("APPLIED", "APPLIED"));
  auto missing = regency_.documents.Missing(regency_.ActOf(""));
  ASSERT_OK(missing);
  ASSERT_EQ(missing->missing_size(), 1);
  EXPECT_EQ(missing->missing(0).from_office(), kProvince);
  EXPECT_EQ(missing->missing(0).first(), 2u);
  EXPECT_EQ(missing->missing(0).last(), 3u);
  EXPECT_THAT(regency_.Import({files[2], files[1]}), ElementsAre("APPLIED", "APPLIED"));
  EXPECT_EQ(regency_.documents.Missing(regency_.ActOf(""))->missing_size(), 0);
}

TEST_F(DocumentsTest, ANoteThatCameByDocumentIsNotBookedByHandToo) {
  province_.Send(kRegency, "A", 100, "SJ-1");
  ASSERT_THAT(regency_.Import(province_.Export(kRegency)), ElementsAre("APPLIED"));
  stock::v1::ReceiveFromOutsideRequest request;
  request.set_office(kRegency);
  request.set_from_office(kProvince);
  request.set_document("SJ-1");
  auto* line = request.add_lines();
  line->set_lot("A");
  line->set_shipped_count(100);
  line->set_accepted_count(100);
  const auto booked = regency_.stock.ReceiveFromOutside(regency_.ActFor(request), request);
  EXPECT_EQ(ReasonOf(booked.status()), "DOCUMENT_REUSED");
}

TEST_F(DocumentsTest, ANeedIsKeptWithItsInputs) {
  v1::MakeDocumentRequest request;
  request.set_from_office(kRegency);
  request.set_to_office(kProvince);
  request.mutable_need()->set_office(kRegency);
  request.mutable_need()->set_count(500);
  request.mutable_need()->mutable_as_of_time()->set_seconds(1'500'000'000);
  auto* input = request.mutable_need()->add_inputs();
  input->set_name("backlog");
  input->set_value(480);
  const access::Act act = regency_.ActFor(request);
  request.set_request_id(act.request_id);
  const auto made = regency_.documents.Make(act, request);
  ASSERT_OK(made);
  EXPECT_EQ(regency_.documents.Make(act, request)->document().document_id(), made->document().document_id());
  ASSERT_THAT(province_.Import(regency_.Export(kProvince)), ElementsAre("APPLIED"));
  const auto taken = province_.documents.List(province_.actor, false, {});
  ASSERT_EQ(taken->rows.size(), 1u);
  EXPECT_EQ(taken->rows[0].content().need().inputs(0).value(), 480);
  const auto offices = province_.documents.ListOffices({});
  ASSERT_EQ(offices->rows.size(), 1u);
  EXPECT_EQ(offices->rows[0].taken_count(), 1u);
  EXPECT_TRUE(offices->rows[0].has_last_taken_time());
}

TEST_F(DocumentsTest, TwoHundredLotsCrossInOneDocument) {
  stock::v1::DispatchShipmentRequest request;
  request.set_from_office(kProvince);
  request.set_to_office(kRegency);
  for (int i = 0; i < 200; ++i) {
    const std::string lot = "B" + std::to_string(i);
    province_.GivenLot(lot, 5);
    request.add_lines()->set_lot(lot);
    request.mutable_lines(i)->set_count(5);
  }
  const auto sent = province_.stock.DispatchShipment(province_.ActFor(request), request);
  ASSERT_OK(sent);
  ASSERT_THAT(regency_.Import(province_.Export(kRegency)), ElementsAre("APPLIED"));
  stock::v1::ReceiveShipmentRequest receive;
  receive.set_shipment_id(sent->shipment().shipment_id());
  for (const auto& line : request.lines()) {
    auto* added = receive.add_lines();
    added->set_lot(line.lot());
    added->set_accepted_count(5);
  }
  EXPECT_OK(regency_.stock.ReceiveShipment(regency_.ActFor(receive), receive).status());
  EXPECT_THAT(province_.Import(regency_.Export(kProvince)), ElementsAre("APPLIED"));
}

}  // namespace
}  // namespace blangko::documents
