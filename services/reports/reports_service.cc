#include "services/reports/reports_service.h"

#include "base/status_macros.h"
#include "blangko/reports/v1/reports_service.grpc.pb.h"
#include "services/reports/reports.h"
#include "services/rpc/handle_call.h"

namespace blangko::reports {
namespace {

class Service final : public v1::ReportsService::Service {
 public:
  Service(Reports& reports, const rpc::Rpc& rpc) : reports_(reports), rpc_(rpc) {}

  grpc::Status GetOverview(grpc::ServerContext* context, const v1::GetOverviewRequest* request,
                           v1::GetOverviewResponse* response) override {
    return rpc_.Handle(context, "reports.get_overview", *request,
                       [&](const access::Act& act) -> absl::Status {
                         ASSIGN_OR_RETURN(*response, reports_.Overview(act, *request));
                         return absl::OkStatus();
                       });
  }

 private:
  Reports& reports_;
  const rpc::Rpc& rpc_;
};

}  // namespace

rpc::ServicePtr MakeReportsService(Reports& reports, const rpc::Rpc& rpc) {
  return std::make_shared<Service>(reports, rpc);
}

}  // namespace blangko::reports
