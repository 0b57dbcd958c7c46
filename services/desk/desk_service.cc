#include "services/desk/desk_service.h"

#include "base/status_macros.h"
#include "blangko/desk/v1/desk_service.grpc.pb.h"
#include "services/desk/desk.h"
#include "services/records/record_view.h"
#include "services/rpc/handle_call.h"

namespace blangko::desk {
namespace {

class Service final : public v1::DeskService::Service {
 public:
  Service(Desk& desk, const rpc::Rpc& rpc) : desk_(desk), rpc_(rpc) {}

  grpc::Status HandOver(grpc::ServerContext* context, const v1::HandOverRequest* request,
                        v1::HandOverResponse* response) override {
    return rpc_.Handle(context, "desk.hand_over", *request, [&](const access::Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const records::RecordRow record, desk_.HandOver(act, *request));
      *response->mutable_record() = records::BasicView(record);
      return absl::OkStatus();
    });
  }

 private:
  Desk& desk_;
  const rpc::Rpc& rpc_;
};

}  // namespace

rpc::ServicePtr MakeDeskService(Desk& desk, const rpc::Rpc& rpc) {
  return std::make_shared<Service>(desk, rpc);
}

}  // namespace blangko::desk
