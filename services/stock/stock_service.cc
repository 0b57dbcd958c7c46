#include "services/stock/stock_service.h"

#include "base/status_macros.h"
#include "blangko/stock/v1/stock_service.grpc.pb.h"
#include "services/rpc/handle_call.h"
#include "services/rpc/paging.h"
#include "services/stock/stock.h"

namespace blangko::stock {
namespace {

using access::Act;
using grpc::ServerContext;

// A page of shipments with 200 lines each stays well below the message limit.
constexpr rpc::PageRules kShipmentPages{.default_size = 50, .max_size = 200};

template <typename Rows, typename Field>
void Fill(Rows& rows, Field* field) {
  for (auto& row : rows) field->Add(std::move(row));
}

class Service final : public v1::StockService::Service {
 public:
  Service(Stock& stock, const rpc::Rpc& rpc) : stock_(stock), rpc_(rpc) {}

  grpc::Status CreateLot(ServerContext* context, const v1::CreateLotRequest* request,
                         v1::CreateLotResponse* response) override {
    return rpc_.Handle(context, "stock.create_lot", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, stock_.CreateLot(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ListLots(ServerContext* context, const v1::ListLotsRequest* request,
                        v1::ListLotsResponse* response) override {
    return rpc_.Handle(context, "stock.list_lots", *request, [&](const Act&) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(auto found, stock_.ListLots({page.size, page.after}));
      Fill(found.rows, response->mutable_lots());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status GetBlank(ServerContext* context, const v1::GetBlankRequest* request,
                        v1::GetBlankResponse* response) override {
    return rpc_.Handle(context, "stock.get_blank", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_blank(), stock_.GetBlank(act.actor, request->uid()));
      return absl::OkStatus();
    });
  }

  grpc::Status ListBlankIncidents(ServerContext* context, const v1::ListBlankIncidentsRequest* request,
                                  v1::ListBlankIncidentsResponse* response) override {
    return rpc_.Handle(context, "stock.list_blank_incidents", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(auto found, stock_.ListBlankIncidents(act.actor, {page.size, page.after}));
      Fill(found.rows, response->mutable_blanks());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status BlockBlanks(ServerContext* context, const v1::BlockBlanksRequest* request,
                           v1::BlockBlanksResponse* response) override {
    return rpc_.Handle(context, "stock.block_blanks", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, stock_.BlockBlanks(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status UnblockBlanks(ServerContext* context, const v1::UnblockBlanksRequest* request,
                             v1::UnblockBlanksResponse* response) override {
    return rpc_.Handle(context, "stock.unblock_blanks", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, stock_.UnblockBlanks(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ListBlockedBlanks(ServerContext* context, const v1::ListBlockedBlanksRequest* request,
                                 v1::ListBlockedBlanksResponse* response) override {
    return rpc_.Handle(context, "stock.list_blocked_blanks", *request, [&](const Act&) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(auto found, stock_.ListBlockedBlanks({page.size, page.after}));
      Fill(found.rows, response->mutable_blocked());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status RecordOpening(ServerContext* context, const v1::RecordOpeningRequest* request,
                             v1::RecordOpeningResponse* response) override {
    return rpc_.Handle(context, "stock.record_opening", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, stock_.RecordOpening(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ReceiveFromOutside(ServerContext* context, const v1::ReceiveFromOutsideRequest* request,
                                  v1::ReceiveFromOutsideResponse* response) override {
    return rpc_.Handle(context, "stock.receive_from_outside", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, stock_.ReceiveFromOutside(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status DispatchShipment(ServerContext* context, const v1::DispatchShipmentRequest* request,
                                v1::DispatchShipmentResponse* response) override {
    return rpc_.Handle(context, "stock.dispatch_shipment", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, stock_.DispatchShipment(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ReceiveShipment(ServerContext* context, const v1::ReceiveShipmentRequest* request,
                               v1::ReceiveShipmentResponse* response) override {
    return rpc_.Handle(context, "stock.receive_shipment", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, stock_.ReceiveShipment(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status GetShipment(ServerContext* context, const v1::GetShipmentRequest* request,
                           v1::GetShipmentResponse* response) override {
    return rpc_.Handle(context, "stock.get_shipment", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_shipment(), stock_.GetShipment(act.actor, request->shipment_id()));
      return absl::OkStatus();
    });
  }

  grpc::Status ListShipments(ServerContext* context, const v1::ListShipmentsRequest* request,
                             v1::ListShipmentsResponse* response) override {
    return rpc_.Handle(context, "stock.list_shipments", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request, kShipmentPages));
      ASSIGN_OR_RETURN(auto found,
                       stock_.ListShipments(act.actor, request->office(), {page.size, page.after}));
      Fill(found.rows, response->mutable_shipments());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status ListBalances(ServerContext* context, const v1::ListBalancesRequest* request,
                            v1::ListBalancesResponse* response) override {
    return rpc_.Handle(context, "stock.list_balances", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, stock_.ListBalances(act.actor, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ListMovements(ServerContext* context, const v1::ListMovementsRequest* request,
                             v1::ListMovementsResponse* response) override {
    return rpc_.Handle(context, "stock.list_movements", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(auto found, stock_.ListMovements(act.actor, *request, {page.size, page.after}));
      Fill(found.rows, response->mutable_movements());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status GetEquation(ServerContext* context, const v1::GetEquationRequest* request,
                           v1::GetEquationResponse* response) override {
    return rpc_.Handle(context, "stock.get_equation", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, stock_.GetEquation(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ProveEquation(ServerContext* context, const v1::ProveEquationRequest* request,
                             v1::ProveEquationResponse* response) override {
    return rpc_.Handle(context, "stock.prove_equation", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response,
                       stock_.ProveEquation(act, *request, [&] { return !context->IsCancelled(); }));
      return absl::OkStatus();
    });
  }

 private:
  Stock& stock_;
  const rpc::Rpc& rpc_;
};

}  // namespace

rpc::ServicePtr MakeStockService(Stock& stock, const rpc::Rpc& rpc) {
  return std::make_shared<Service>(stock, rpc);
}

}  // namespace blangko::stock
