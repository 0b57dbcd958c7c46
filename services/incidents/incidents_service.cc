#include "services/incidents/incidents_service.h"

#include "base/status_macros.h"
#include "blangko/incidents/v1/incidents_service.grpc.pb.h"
#include "services/incidents/incidents.h"
#include "services/rpc/handle_call.h"
#include "services/rpc/paging.h"

namespace blangko::incidents {
namespace {

using access::Act;
using grpc::ServerContext;

class Service final : public v1::IncidentsService::Service {
 public:
  Service(Incidents& incidents, const rpc::Rpc& rpc) : incidents_(incidents), rpc_(rpc) {}

  grpc::Status ListIncidents(ServerContext* context, const v1::ListIncidentsRequest* request,
                             v1::ListIncidentsResponse* response) override {
    return rpc_.Handle(context, "incidents.list", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(const auto found, incidents_.List(act.actor, *request, {page.size, page.after}));
      response->mutable_incidents()->Assign(found.rows.begin(), found.rows.end());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status GetIncident(ServerContext* context, const v1::GetIncidentRequest* request,
                           v1::GetIncidentResponse* response) override {
    return rpc_.Handle(context, "incidents.get", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_incident(), incidents_.Get(act.actor, request->incident_id()));
      return absl::OkStatus();
    });
  }

  grpc::Status SettleIncident(ServerContext* context, const v1::SettleIncidentRequest* request,
                              v1::SettleIncidentResponse* response) override {
    return rpc_.Handle(context, "incidents.settle", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, incidents_.Settle(act, *request));
      return absl::OkStatus();
    });
  }

 private:
  Incidents& incidents_;
  const rpc::Rpc& rpc_;
};

}  // namespace

rpc::ServicePtr MakeIncidentsService(Incidents& incidents, const rpc::Rpc& rpc) {
  return std::make_shared<Service>(incidents, rpc);
}

}  // namespace blangko::incidents
