#include "services/printers/printers_service.h"

#include "base/status_macros.h"
#include "blangko/printers/v1/printers_service.grpc.pb.h"
#include "services/printers/printers.h"
#include "services/rpc/handle_call.h"
#include "services/rpc/paging.h"

namespace blangko::printers {
namespace {

using access::Act;
using grpc::ServerContext;

template <typename Rows, typename Field>
void Fill(Rows& rows, Field* field) {
  for (auto& row : rows) field->Add(std::move(row));
}

class Service final : public v1::PrintersService::Service {
 public:
  Service(Printers& printers, const rpc::Rpc& rpc) : printers_(printers), rpc_(rpc) {}

  grpc::Status RegisterStation(ServerContext* context, const v1::RegisterStationRequest* request,
                               v1::RegisterStationResponse* response) override {
    return rpc_.Handle(context, "printers.register_station", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, printers_.RegisterStation(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status SetStationEnabled(ServerContext* context, const v1::SetStationEnabledRequest* request,
                                 v1::SetStationEnabledResponse* response) override {
    return rpc_.Handle(context, "printers.set_station_enabled", *request,
                       [&](const Act& act) -> absl::Status {
                         ASSIGN_OR_RETURN(*response, printers_.SetStationEnabled(act, *request));
                         return absl::OkStatus();
                       });
  }

  grpc::Status GetStation(ServerContext* context, const v1::GetStationRequest* request,
                          v1::GetStationResponse* response) override {
    return rpc_.Handle(context, "printers.get_station", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, printers_.GetStation(act, request->station_id()));
      return absl::OkStatus();
    });
  }

  grpc::Status ListStations(ServerContext* context, const v1::ListStationsRequest* request,
                            v1::ListStationsResponse* response) override {
    return rpc_.Handle(context, "printers.list_stations", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(auto found, printers_.ListStations(act, request->office(), {page.size, page.after}));
      Fill(found.rows, response->mutable_stations());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status ListPrinters(ServerContext* context, const v1::ListPrintersRequest* request,
                            v1::ListPrintersResponse* response) override {
    return rpc_.Handle(context, "printers.list_printers", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(auto found,
                       printers_.ListPrinters(act, request->station_id(), {page.size, page.after}));
      Fill(found.rows, response->mutable_printers());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status SetPrinter(ServerContext* context, const v1::SetPrinterRequest* request,
                          v1::SetPrinterResponse* response) override {
    return rpc_.Handle(context, "printers.set_printer", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, printers_.SetPrinter(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status Heartbeat(ServerContext* context, const v1::HeartbeatRequest* request,
                         v1::HeartbeatResponse* response) override {
    return rpc_.Handle(context, "printers.heartbeat", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, printers_.Heartbeat(act, *request));
      return absl::OkStatus();
    });
  }

 private:
  Printers& printers_;
  const rpc::Rpc& rpc_;
};

}  // namespace

rpc::ServicePtr MakePrintersService(Printers& printers, const rpc::Rpc& rpc) {
  return std::make_shared<Service>(printers, rpc);
}

}  // namespace blangko::printers
