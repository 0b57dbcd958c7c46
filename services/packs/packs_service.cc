#include "services/packs/packs_service.h"

#include "base/status_macros.h"
#include "blangko/packs/v1/packs_service.grpc.pb.h"
#include "services/packs/uid_lists.h"
#include "services/rpc/handle_call.h"
#include "services/rpc/paging.h"

namespace blangko::packs {
namespace {

using access::Act;
using grpc::ServerContext;

class Service final : public v1::PacksService::Service {
 public:
  Service(UidLists& lists, const rpc::Rpc& rpc) : lists_(lists), rpc_(rpc) {}

  grpc::Status AddUids(ServerContext* context, const v1::AddUidsRequest* request,
                       v1::AddUidsResponse* response) override {
    return rpc_.Handle(context, "packs.add_uids", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, lists_.Add(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ListUids(ServerContext* context, const v1::ListUidsRequest* request,
                        v1::ListUidsResponse* response) override {
    return rpc_.Handle(context, "packs.list_uids", *request, [&](const Act&) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(const auto found, lists_.List(request->lot(), {page.size, page.after}));
      response->mutable_ranges()->Assign(found.rows.begin(), found.rows.end());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status CheckUids(ServerContext* context, const v1::CheckUidsRequest* request,
                         v1::CheckUidsResponse* response) override {
    return rpc_.Handle(context, "packs.get_check", *request, [&](const Act&) -> absl::Status {
      ASSIGN_OR_RETURN(*response, lists_.Check(*request));
      return absl::OkStatus();
    });
  }

  grpc::Status NameMissing(ServerContext* context, const v1::NameMissingRequest* request,
                           v1::NameMissingResponse* response) override {
    return rpc_.Handle(context, "packs.name_missing", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, lists_.NameMissing(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status GetTrail(ServerContext* context, const v1::GetTrailRequest* request,
                        v1::GetTrailResponse* response) override {
    return rpc_.Handle(context, "packs.get_trail", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, lists_.Trail(act.actor, request->uid()));
      return absl::OkStatus();
    });
  }

 private:
  UidLists& lists_;
  const rpc::Rpc& rpc_;
};

}  // namespace

rpc::ServicePtr MakePacksService(UidLists& lists, const rpc::Rpc& rpc) {
  return std::make_shared<Service>(lists, rpc);
}

}  // namespace blangko::packs
