#include "services/drawers/drawers_service.h"

#include "base/status_macros.h"
#include "blangko/drawers/v1/drawers_service.grpc.pb.h"
#include "services/drawers/drawers.h"
#include "services/rpc/handle_call.h"
#include "services/rpc/paging.h"

namespace blangko::drawers {
namespace {

using access::Act;
using grpc::ServerContext;

class Service final : public v1::DrawersService::Service {
 public:
  Service(Drawers& drawers, const rpc::Rpc& rpc) : drawers_(drawers), rpc_(rpc) {}

  grpc::Status GiveBlanks(ServerContext* context, const v1::GiveBlanksRequest* request,
                          v1::GiveBlanksResponse* response) override {
    return rpc_.Handle(context, "drawers.give", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_hand_out(), drawers_.Give(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status TakeBlanks(ServerContext* context, const v1::TakeBlanksRequest* request,
                          v1::TakeBlanksResponse* response) override {
    return rpc_.Handle(context, "drawers.take", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_hand_out(), drawers_.Take(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status WithdrawHandOut(ServerContext* context, const v1::WithdrawHandOutRequest* request,
                               v1::WithdrawHandOutResponse* response) override {
    return rpc_.Handle(context, "drawers.withdraw", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_hand_out(), drawers_.Withdraw(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status GetDrawer(ServerContext* context, const v1::GetDrawerRequest* request,
                         v1::GetDrawerResponse* response) override {
    return rpc_.Handle(context, "drawers.get", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_drawer(), drawers_.Get(act.actor, request->station_id()));
      return absl::OkStatus();
    });
  }

  grpc::Status ListDrawers(ServerContext* context, const v1::ListDrawersRequest* request,
                           v1::ListDrawersResponse* response) override {
    return rpc_.Handle(context, "drawers.list", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(const auto found,
                       drawers_.List(act.actor, request->office(), {page.size, page.after}));
      response->mutable_drawers()->Assign(found.rows.begin(), found.rows.end());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status ListHandOuts(ServerContext* context, const v1::ListHandOutsRequest* request,
                            v1::ListHandOutsResponse* response) override {
    return rpc_.Handle(context, "drawers.list_hand_outs", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(const auto found,
                       drawers_.HandOuts(act.actor, request->station_id(), {page.size, page.after}));
      response->mutable_hand_outs()->Assign(found.rows.begin(), found.rows.end());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

 private:
  Drawers& drawers_;
  const rpc::Rpc& rpc_;
};

}  // namespace

rpc::ServicePtr MakeDrawersService(Drawers& drawers, const rpc::Rpc& rpc) {
  return std::make_shared<Service>(drawers, rpc);
}

}  // namespace blangko::drawers
