#include "services/packs/packs_service.h"

#include "base/status_macros.h"
#include "blangko/packs/v1/packs_service.grpc.pb.h"
#include "services/packs/packs.h"
#include "services/packs/uid_lists.h"
#include "services/rpc/handle_call.h"
#include "services/rpc/paging.h"

namespace blangko::packs {
namespace {

using access::Act;
using grpc::ServerContext;

class Service final : public v1::PacksService::Service {
 public:
  Service(UidLists& lists, Packs& packs, const rpc::Rpc& rpc) : lists_(lists), packs_(packs), rpc_(rpc) {}

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

  grpc::Status RemoveUids(ServerContext* context, const v1::RemoveUidsRequest* request,
                          v1::RemoveUidsResponse* response) override {
    return rpc_.Handle(context, "packs.remove_uids", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, lists_.Remove(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status RegisterPacks(ServerContext* context, const v1::RegisterPacksRequest* request,
                             v1::RegisterPacksResponse* response) override {
    return rpc_.Handle(context, "packs.register_packs", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, packs_.Register(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status SplitPack(ServerContext* context, const v1::SplitPackRequest* request,
                         v1::SplitPackResponse* response) override {
    return rpc_.Handle(context, "packs.split_pack", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, packs_.Split(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status MergePacks(ServerContext* context, const v1::MergePacksRequest* request,
                          v1::MergePacksResponse* response) override {
    return rpc_.Handle(context, "packs.merge_packs", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, packs_.Merge(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status OpenPack(ServerContext* context, const v1::OpenPackRequest* request,
                        v1::OpenPackResponse* response) override {
    return rpc_.Handle(context, "packs.open_pack", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, packs_.Open(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status GetPack(ServerContext* context, const v1::GetPackRequest* request,
                       v1::GetPackResponse* response) override {
    return rpc_.Handle(context, "packs.get_pack", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_pack(), packs_.Get(act.actor, request->pack_id()));
      return absl::OkStatus();
    });
  }

  grpc::Status ListPacks(ServerContext* context, const v1::ListPacksRequest* request,
                         v1::ListPacksResponse* response) override {
    return rpc_.Handle(context, "packs.list_packs", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(const auto found, packs_.List(act.actor, *request, {page.size, page.after}));
      response->mutable_packs()->Assign(found.rows.begin(), found.rows.end());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

 private:
  UidLists& lists_;
  Packs& packs_;
  const rpc::Rpc& rpc_;
};

}  // namespace

rpc::ServicePtr MakePacksService(UidLists& lists, Packs& packs, const rpc::Rpc& rpc) {
  return std::make_shared<Service>(lists, packs, rpc);
}

}  // namespace blangko::packs
