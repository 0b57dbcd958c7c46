#include "services/consumables/consumables_service.h"

#include "base/status_macros.h"
#include "blangko/consumables/v1/consumables_service.grpc.pb.h"
#include "services/consumables/consumables.h"
#include "services/rpc/handle_call.h"
#include "services/rpc/paging.h"

namespace blangko::consumables {
namespace {

using access::Act;
using grpc::ServerContext;

class Service final : public v1::ConsumablesService::Service {
 public:
  Service(Consumables& supplies, const rpc::Rpc& rpc) : supplies_(supplies), rpc_(rpc) {}

  grpc::Status SetSupplyKind(ServerContext* context, const v1::SetSupplyKindRequest* request,
                             v1::SetSupplyKindResponse* response) override {
    return rpc_.Handle(context, "consumables.set_kind", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, supplies_.SetKind(act, request->kind()));
      return absl::OkStatus();
    });
  }

  grpc::Status ListSupplyKinds(ServerContext* context, const v1::ListSupplyKindsRequest* request,
                               v1::ListSupplyKindsResponse* response) override {
    return rpc_.Handle(context, "consumables.kinds", *request, [&](const Act& act) -> absl::Status {
      static_cast<void>(act);
      ASSIGN_OR_RETURN(const auto kinds, supplies_.Kinds());
      response->mutable_kinds()->Assign(kinds.begin(), kinds.end());
      return absl::OkStatus();
    });
  }

  grpc::Status ReceiveSupplies(ServerContext* context, const v1::ReceiveSuppliesRequest* request,
                               v1::ReceiveSuppliesResponse* response) override {
    return rpc_.Handle(context, "consumables.receive", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_entry(), supplies_.Receive(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status IssueSupplies(ServerContext* context, const v1::IssueSuppliesRequest* request,
                             v1::IssueSuppliesResponse* response) override {
    return rpc_.Handle(context, "consumables.issue", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_entry(), supplies_.Issue(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ReturnSupplies(ServerContext* context, const v1::ReturnSuppliesRequest* request,
                              v1::ReturnSuppliesResponse* response) override {
    return rpc_.Handle(context, "consumables.return", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_entry(), supplies_.Return(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status CountSupplies(ServerContext* context, const v1::CountSuppliesRequest* request,
                             v1::CountSuppliesResponse* response) override {
    return rpc_.Handle(context, "consumables.count", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_entry(), supplies_.Count(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ListSupplyBalances(ServerContext* context, const v1::ListSupplyBalancesRequest* request,
                                  v1::ListSupplyBalancesResponse* response) override {
    return rpc_.Handle(context, "consumables.balances", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(const auto found,
                       supplies_.Balances(act.actor, request->office(), {page.size, page.after}));
      response->mutable_balances()->Assign(found.rows.begin(), found.rows.end());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status ListSupplyEntries(ServerContext* context, const v1::ListSupplyEntriesRequest* request,
                                 v1::ListSupplyEntriesResponse* response) override {
    return rpc_.Handle(context, "consumables.entries", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      const SupplyRef ref{request->office(), request->kind()};
      ASSIGN_OR_RETURN(const auto found, supplies_.Entries(act.actor, ref, {page.size, page.after}));
      response->mutable_entries()->Assign(found.rows.begin(), found.rows.end());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status GetSupplyOutlook(ServerContext* context, const v1::GetSupplyOutlookRequest* request,
                                v1::GetSupplyOutlookResponse* response) override {
    return rpc_.Handle(context, "consumables.outlook", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const auto lines, supplies_.Outlook(act.actor, request->office()));
      response->mutable_lines()->Assign(lines.begin(), lines.end());
      return absl::OkStatus();
    });
  }

 private:
  Consumables& supplies_;
  const rpc::Rpc& rpc_;
};

}  // namespace

rpc::ServicePtr MakeConsumablesService(Consumables& supplies, const rpc::Rpc& rpc) {
  return std::make_shared<Service>(supplies, rpc);
}

}  // namespace blangko::consumables
