#include "tests/scenarios/store_scene.h"

#include <csignal>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "blangko/access/v1/offices_service.grpc.pb.h"
#include "services/rpc/channel.h"
#include "tests/support/grpc_call.h"
#include "tests/support/status_matchers.h"

namespace blangko::scenarios {
namespace {

using access::v1::OfficesService;
using stock::v1::StockService;

stock::v1::ShipmentLine LineOf(const LotCount& count) {
  stock::v1::ShipmentLine line;
  line.set_lot(count.lot);
  line.set_shipped_count(count.shipped);
  line.set_accepted_count(count.accepted());
  line.set_missing_count(count.missing);
  line.set_rejected_count(count.rejected);
  line.set_surplus_count(count.surplus);
  return line;
}

// What was answered, or nothing and a failed test.
template <typename Response>
Response Must(absl::StatusOr<Response> response) {
  EXPECT_TRUE(response.ok()) << support::Brief(response.status());
  return response.ok() ? *std::move(response) : Response();
}

std::unique_ptr<support::ServerProcess> StartServer(const std::string& folder, const std::string& planted) {
  const absl::StatusOr<int> port = support::FreePort();
  EXPECT_OK(port);
  std::vector<std::string> environment;
  if (!planted.empty()) environment.push_back("BLANGKO_PLANT=" + planted);
  auto server = std::make_unique<support::ServerProcess>(
      planted.empty() ? BLANGKOD_PATH : BLANGKOD_PLANTED_PATH, folder, port.value_or(0), environment);
  EXPECT_OK(server->Start());
  return server;
}

}  // namespace

access::v1::Office OfficeOf(const std::string& code, const std::string& parent, access::v1::OfficeKind kind) {
  access::v1::Office office;
  office.set_code(code);
  office.set_name("KANTOR " + code);
  office.set_parent(parent);
  office.set_kind(kind);
  return office;
}

StoreScene::StoreScene(const std::string& planted) {
  EXPECT_TRUE(InitCrypto());
  server_ = StartServer(folder_.path().string(), planted);
  channel_ = rpc::OpenChannel(server_->address());
  crew_ = std::make_unique<Crew>(channel_, clock_);
  office_ = std::make_unique<support::OfficeClient>(channel_, clock_);
}

// Clients go first: a server that stops waits for those that are connected.
StoreScene::~StoreScene() {
  crew_.reset();
  office_.reset();
  channel_.reset();
  server_->Kill(SIGTERM);
  EXPECT_EQ(server_->Wait(), 0) << server_->log();
}

void StoreScene::PutOffices(const std::vector<access::v1::Office>& offices,
                            const std::vector<access::v1::AreaRoute>& routes) {
  access::v1::PutOfficesRequest request;
  request.mutable_offices()->Assign(offices.begin(), offices.end());
  request.mutable_routes()->Assign(routes.begin(), routes.end());
  Must(local().Do(&OfficesService::Stub::PutOffices, request));
}

void StoreScene::CreateLot(Person& by, const std::string& lot, int64_t price_idr) {
  stock::v1::CreateLotRequest request;
  request.mutable_lot()->set_lot(lot);
  request.mutable_lot()->set_blank_type("KTP-EL");
  request.mutable_lot()->set_funding("APBN");
  request.mutable_lot()->set_unit_price_idr(price_idr);
  Must(by.Do(&StockService::Stub::CreateLot, request));
}

std::string StoreScene::ReceiveFromOutside(Person& by, const std::string& office, const std::string& document,
                                           const std::vector<LotCount>& lines, const std::string& from) {
  stock::v1::ReceiveFromOutsideRequest request;
  request.set_office(office);
  request.set_from_office(from);
  request.set_document(document);
  request.set_receipt_number("BAST/" + document);
  for (const LotCount& line : lines) *request.add_lines() = LineOf(line);
  return Must(by.Do(&StockService::Stub::ReceiveFromOutside, request)).shipment().shipment_id();
}

std::string StoreScene::Dispatch(Person& by, const std::string& from, const std::string& to,
                                 const std::string& delivery_note, const std::vector<LotCount>& lines) {
  stock::v1::DispatchShipmentRequest request;
  request.set_from_office(from);
  request.set_to_office(to);
  request.set_delivery_note(delivery_note);
  for (const LotCount& line : lines) {
    request.add_lines()->set_lot(line.lot);
    request.mutable_lines()->rbegin()->set_count(line.shipped);
  }
  return Must(by.Do(&StockService::Stub::DispatchShipment, request)).shipment().shipment_id();
}

void StoreScene::Receive(Person& by, const std::string& shipment, const std::string& receipt,
                         const std::vector<LotCount>& lines) {
  stock::v1::ReceiveShipmentRequest request;
  request.set_shipment_id(shipment);
  request.set_receipt_number(receipt);
  for (const LotCount& line : lines) *request.add_lines() = LineOf(line);
  Must(by.Do(&StockService::Stub::ReceiveShipment, request));
}

std::unique_ptr<support::StationClient> StoreScene::AddStation(const std::string& id,
                                                               const std::string& site) {
  auto station = std::make_unique<support::StationClient>(channel_, id, clock_);
  EXPECT_OK(office().RegisterStation(id, site, {site}, station->public_key()));
  EXPECT_OK(station->Heartbeat());
  return station;
}

stock::v1::GetEquationResponse StoreScene::Equation(const std::string& office, const std::string& lot) {
  stock::v1::GetEquationRequest request;
  request.set_office(office);
  request.set_lot(lot);
  return Must(local().Do(&StockService::Stub::GetEquation, request));
}

std::vector<stock::v1::OfficeLotBalances> StoreScene::Balances(const std::string& office) {
  stock::v1::ListBalancesRequest request;
  request.set_office(office);
  const auto found = Must(local().Do(&StockService::Stub::ListBalances, request));
  return {found.balances().begin(), found.balances().end()};
}

stock::v1::ProveEquationResponse StoreScene::Proof(const std::string& office) {
  stock::v1::ProveEquationRequest request;
  request.set_office(office);
  return Must(local().Do(&StockService::Stub::ProveEquation, request));
}

}  // namespace blangko::scenarios
