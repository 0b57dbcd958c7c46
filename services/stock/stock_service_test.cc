// StockService behind a real server, called by the client half.
#include "services/stock/stock_service.h"

#include <gtest/gtest.h>

#include "blangko/stock/v1/stock_service.grpc.pb.h"
#include "services/refusal/refusal.h"
#include "services/rpc/channel.h"
#include "services/rpc/handle_call.h"
#include "services/rpc/server.h"
#include "tests/support/stock_fixture.h"

namespace blangko::stock {
namespace {

using Stub = v1::StockService::Stub;

class StockServiceTest : public testing::Test {
 protected:
  StockServiceTest()
      : rpc_({.clock = &at_.clock,
              .rng = &at_.rng,
              .callers = {},
              .revision = [this] { return at_.store.DurableRevision(); },
              .observe = {}}),
        server_(*rpc::Server::Start({.listen = "127.0.0.1:0"}, {{v1::StockService::service_full_name(),
                                                                 MakeStockService(at_.stock, rpc_)}})),
        stub_(v1::StockService::NewStub(rpc::OpenChannel("127.0.0.1:" + std::to_string(server_->port())))) {}

  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                                const Request& request) {
    return rpc::Caller({.operator_name = "budi"}, at_.rng).Call(*stub_, method, request);
  }
  template <typename Request>
  Request WithId(Request request) {
    request.set_request_id(at_.ids.Next());
    return request;
  }

  Pelalawan at_;
  rpc::Rpc rpc_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<Stub> stub_;
};

TEST_F(StockServiceTest, BlanksFromReceiptToShipment) {
  ASSERT_OK(Call(&Stub::CreateLot, WithId(Pelalawan::NewLot("A"))));
  ASSERT_OK(Call(&Stub::ReceiveFromOutside,
                 WithId(Pelalawan::FromOutside("maker", "1", {{.lot = "A", .accepted = 9}}))));
  ASSERT_OK_AND_ASSIGN(const auto sent,
                       Call(&Stub::DispatchShipment, WithId(Pelalawan::Sending(kBunut, {{"A", 4}}))));
  const std::string& id = sent.shipment().shipment_id();
  ASSERT_OK(Call(&Stub::ReceiveShipment, WithId(Pelalawan::Arrival(id, {{.lot = "A", .accepted = 4}}))));
  v1::GetShipmentRequest get;
  get.set_shipment_id(id);
  ASSERT_OK_AND_ASSIGN(const auto shipment, Call(&Stub::GetShipment, get));
  EXPECT_EQ(shipment.shipment().received_by(), "local:budi");
  ASSERT_OK_AND_ASSIGN(const auto balances, Call(&Stub::ListBalances, v1::ListBalancesRequest()));
  EXPECT_EQ(balances.total().available(), 9);
  ASSERT_OK_AND_ASSIGN(const auto equation, Call(&Stub::GetEquation, v1::GetEquationRequest()));
  EXPECT_TRUE(equation.exact());
  EXPECT_EQ(equation.received(), 9);
}

TEST_F(StockServiceTest, RefusalsReachTheClientWithTheirReason) {
  EXPECT_EQ(ReasonOf(Call(&Stub::CreateLot, Pelalawan::NewLot("A")).status()),
            "INVALID_FIELD");  // no request_id
  ASSERT_OK(Call(&Stub::CreateLot, WithId(Pelalawan::NewLot("A"))));
  const absl::Status refused =
      Call(&Stub::DispatchShipment, WithId(Pelalawan::Sending(kBunut, {{"A", 4}}))).status();
  EXPECT_EQ(ReasonOf(refused), "ACCOUNT_WOULD_BE_NEGATIVE");
  EXPECT_EQ(IndonesianOf(refused), "Kantor 14.05, lot A: rekening tersedia berisi 0, diminta 4.");
}

TEST_F(StockServiceTest, ListsGoPageByPage) {
  for (const char* lot : {"A", "B", "C"}) ASSERT_OK(Call(&Stub::CreateLot, WithId(Pelalawan::NewLot(lot))));
  ASSERT_OK(at_.Receive("A", 5));
  ASSERT_OK(at_.Receive("A", 6));
  v1::ListLotsRequest lots;
  lots.set_page_size(2);
  ASSERT_OK_AND_ASSIGN(const auto first, Call(&Stub::ListLots, lots));
  EXPECT_EQ(first.lots_size(), 2);
  lots.set_page_token(first.next_page_token());
  ASSERT_OK_AND_ASSIGN(const auto second, Call(&Stub::ListLots, lots));
  ASSERT_EQ(second.lots_size(), 1);
  EXPECT_EQ(second.lots(0).lot(), "C");
  EXPECT_EQ(second.next_page_token(), "");

  v1::ListMovementsRequest movements;
  movements.set_office(kDinas);
  movements.set_page_size(1);
  ASSERT_OK_AND_ASSIGN(const auto one, Call(&Stub::ListMovements, movements));
  movements.set_page_token(one.next_page_token());
  EXPECT_EQ(Call(&Stub::ListMovements, movements)->movements(0).count(), 6);
  movements.set_newest_first(true);  // another list
  EXPECT_EQ(ReasonOf(Call(&Stub::ListMovements, movements).status()), "PAGE_TOKEN_INVALID");

  v1::ListShipmentsRequest shipments;
  shipments.set_page_size(1);
  EXPECT_NE(Call(&Stub::ListShipments, shipments)->next_page_token(), "");
}

TEST_F(StockServiceTest, AnOpeningIsBooked) {
  ASSERT_OK(at_.CreateLot("A"));
  v1::RecordOpeningRequest request;
  request.set_office(kDinas);
  request.add_lines()->set_lot("A");
  request.mutable_lines(0)->set_count(12);
  EXPECT_EQ(Call(&Stub::RecordOpening, WithId(request))->balances(0).balances().available(), 12);
}

}  // namespace
}  // namespace blangko::stock
