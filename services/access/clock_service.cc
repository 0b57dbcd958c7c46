#include "services/access/clock_service.h"

#include "base/status_macros.h"
#include "blangko/access/v1/clock_service.grpc.pb.h"
#include "services/access/clock_desk.h"
#include "services/rpc/handle_call.h"

namespace blangko::access {
namespace {

using grpc::ServerContext;

class Service final : public v1::ClockService::Service {
 public:
  Service(ClockDesk& desk, const rpc::Rpc& rpc) : desk_(desk), rpc_(rpc) {}

  grpc::Status GetClock(ServerContext* context, const v1::GetClockRequest* request,
                        v1::GetClockResponse* response) override {
    return rpc_.Handle(context, "clock.get", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, desk_.Get(act));
      return absl::OkStatus();
    });
  }

  grpc::Status ConfirmClock(ServerContext* context, const v1::ConfirmClockRequest* request,
                            v1::ConfirmClockResponse* response) override {
    return rpc_.Handle(context, "clock.confirm", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, desk_.Confirm(act, *request));
      return absl::OkStatus();
    });
  }

 private:
  ClockDesk& desk_;
  const rpc::Rpc& rpc_;
};

}  // namespace

rpc::ServicePtr MakeClockService(ClockDesk& desk, const rpc::Rpc& rpc) {
  return std::make_shared<Service>(desk, rpc);
}

}  // namespace blangko::access
