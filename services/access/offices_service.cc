#include "services/access/offices_service.h"

#include <algorithm>

#include "base/status_macros.h"
#include "blangko/access/v1/offices_service.grpc.pb.h"
#include "services/access/offices.h"
#include "services/rpc/handle_call.h"
#include "services/rpc/paging.h"

namespace blangko::access {
namespace {

using grpc::ServerContext;

std::vector<rows::v1::Office> OfficeRows(const v1::PutOfficesRequest& request) {
  std::vector<rows::v1::Office> offices;
  for (const v1::Office& office : request.offices()) {
    auto& row = offices.emplace_back();
    row.set_code(office.code());
    row.set_name(office.name());
    row.set_parent(office.parent());
    row.set_kind(static_cast<uint32_t>(office.kind()));
    row.set_time_zone(office.time_zone());
    row.set_province_name(office.province_name());
  }
  return offices;
}

std::vector<rows::v1::AreaRoute> RouteRows(const v1::PutOfficesRequest& request) {
  std::vector<rows::v1::AreaRoute> routes;
  for (const v1::AreaRoute& route : request.routes()) {
    auto& row = routes.emplace_back();
    row.set_area(route.area());
    row.set_site(route.site());
  }
  return routes;
}

void AddOffice(const rows::v1::Office& row, v1::ListOfficesResponse& response) {
  auto* office = response.add_offices();
  office->set_code(row.code());
  office->set_name(row.name());
  office->set_parent(row.parent());
  office->set_kind(static_cast<v1::OfficeKind>(row.kind()));
  office->set_time_zone(row.time_zone());
  office->set_province_name(row.province_name());
}

bool Holds(const std::vector<rows::v1::Office>& offices, std::string_view code) {
  return std::any_of(offices.begin(), offices.end(),
                     [code](const rows::v1::Office& office) { return office.code() == code; });
}

class Service final : public v1::OfficesService::Service {
 public:
  Service(Offices& offices, const rpc::Rpc& rpc) : offices_(offices), rpc_(rpc) {}

  grpc::Status PutOffices(ServerContext* context, const v1::PutOfficesRequest* request,
                          v1::PutOfficesResponse* response) override {
    return rpc_.Handle(context, "offices.put", *request, [&](const Act& act) -> absl::Status {
      RETURN_IF_ERROR(offices_.Put(act, OfficeRows(*request), RouteRows(*request)));
      response->set_office_count(request->offices_size());
      response->set_route_count(request->routes_size());
      return absl::OkStatus();
    });
  }

  grpc::Status ListOffices(ServerContext* context, const v1::ListOfficesRequest* request,
                           v1::ListOfficesResponse* response) override {
    return rpc_.Handle(context, "offices.list", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      return List(act, *request, page, *response);
    });
  }

 private:
  // One row more than a page says whether there is a next one.
  absl::Status List(const Act& act, const v1::ListOfficesRequest& request, const rpc::Page& page,
                    v1::ListOfficesResponse& response) {
    ASSIGN_OR_RETURN(auto offices, offices_.List(act.actor, request.parent(), page.after, page.size + 1));
    const bool more = offices.size() > page.size;
    if (more) offices.resize(page.size);
    for (const auto& office : offices) AddOffice(office, response);
    ASSIGN_OR_RETURN(const auto routes, offices_.Routes(act.actor));
    for (const auto& route : routes) {
      if (!Holds(offices, route.site())) continue;
      auto* added = response.add_routes();
      added->set_area(route.area());
      added->set_site(route.site());
    }
    response.set_next_page_token(rpc::NextPageToken(page, more ? offices.back().code() : ""));
    return absl::OkStatus();
  }

  Offices& offices_;
  const rpc::Rpc& rpc_;
};

}  // namespace

rpc::ServicePtr MakeOfficesService(Offices& offices, const rpc::Rpc& rpc) {
  return std::make_shared<Service>(offices, rpc);
}

}  // namespace blangko::access
