#include "services/counts/counts_service.h"

#include "base/status_macros.h"
#include "blangko/counts/v1/counts_service.grpc.pb.h"
#include "services/counts/counts.h"
#include "services/rpc/handle_call.h"
#include "services/rpc/paging.h"

namespace blangko::counts {
namespace {

using access::Act;
using grpc::ServerContext;

class Service final : public v1::CountsService::Service {
 public:
  Service(Counts& counts, const rpc::Rpc& rpc) : counts_(counts), rpc_(rpc) {}

  grpc::Status OpenCount(ServerContext* context, const v1::OpenCountRequest* request,
                         v1::OpenCountResponse* response) override {
    return rpc_.Handle(context, "counts.open", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_count(), counts_.Open(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status EnterCount(ServerContext* context, const v1::EnterCountRequest* request,
                          v1::EnterCountResponse* response) override {
    return rpc_.Handle(context, "counts.enter", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_count(), counts_.Enter(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status SettleCount(ServerContext* context, const v1::SettleCountRequest* request,
                           v1::SettleCountResponse* response) override {
    return rpc_.Handle(context, "counts.settle", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, counts_.Settle(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status CancelCount(ServerContext* context, const v1::CancelCountRequest* request,
                           v1::CancelCountResponse* response) override {
    return rpc_.Handle(context, "counts.cancel", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_count(), counts_.Cancel(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status GetCount(ServerContext* context, const v1::GetCountRequest* request,
                        v1::GetCountResponse* response) override {
    return rpc_.Handle(context, "counts.get", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_count(), counts_.Get(act.actor, request->count_id()));
      return absl::OkStatus();
    });
  }

  grpc::Status ListCounts(ServerContext* context, const v1::ListCountsRequest* request,
                          v1::ListCountsResponse* response) override {
    return rpc_.Handle(context, "counts.list", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(const auto found, counts_.List(act.actor, request->office(), {page.size, page.after}));
      response->mutable_counts()->Assign(found.rows.begin(), found.rows.end());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

 private:
  Counts& counts_;
  const rpc::Rpc& rpc_;
};

}  // namespace

rpc::ServicePtr MakeCountsService(Counts& counts, const rpc::Rpc& rpc) {
  return std::make_shared<Service>(counts, rpc);
}

}  // namespace blangko::counts
