#include "services/access/proposals_service.h"

#include "base/status_macros.h"
#include "blangko/access/v1/proposals_service.grpc.pb.h"
#include "services/access/proposals.h"
#include "services/rpc/handle_call.h"
#include "services/rpc/paging.h"

namespace blangko::access {
namespace {

using grpc::ServerContext;

class Service final : public v1::ProposalsService::Service {
 public:
  Service(Proposals& proposals, const rpc::Rpc& rpc) : proposals_(proposals), rpc_(rpc) {}

  grpc::Status ListProposals(ServerContext* context, const v1::ListProposalsRequest* request,
                             v1::ListProposalsResponse* response) override {
    return rpc_.Handle(context, "proposals.list", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(const PageOf<v1::Proposal> found,
                       proposals_.List(act.actor, *request, {page.size, page.after}));
      response->mutable_proposals()->Assign(found.rows.begin(), found.rows.end());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status GetProposal(ServerContext* context, const v1::GetProposalRequest* request,
                           v1::GetProposalResponse* response) override {
    return rpc_.Handle(context, "proposals.get", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_proposal(), proposals_.Get(act.actor, request->proposal_id()));
      return absl::OkStatus();
    });
  }

  grpc::Status ApproveProposal(ServerContext* context, const v1::ApproveProposalRequest* request,
                               v1::ApproveProposalResponse* response) override {
    return rpc_.Handle(context, "proposals.approve", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_proposal(), proposals_.Approve(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status RejectProposal(ServerContext* context, const v1::RejectProposalRequest* request,
                              v1::RejectProposalResponse* response) override {
    return rpc_.Handle(context, "proposals.reject", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_proposal(), proposals_.Reject(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status WithdrawProposal(ServerContext* context, const v1::WithdrawProposalRequest* request,
                                v1::WithdrawProposalResponse* response) override {
    return rpc_.Handle(context, "proposals.withdraw", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_proposal(), proposals_.Withdraw(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status IssueCode(ServerContext* context, const v1::IssueCodeRequest* request,
                         v1::IssueCodeResponse* response) override {
    return rpc_.Handle(context, "proposals.issue_code", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, proposals_.IssueCode(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status EnterCode(ServerContext* context, const v1::EnterCodeRequest* request,
                         v1::EnterCodeResponse* response) override {
    return rpc_.Handle(context, "proposals.enter_code", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_proposal(), proposals_.EnterCode(act, *request));
      return absl::OkStatus();
    });
  }

 private:
  Proposals& proposals_;
  const rpc::Rpc& rpc_;
};

}  // namespace

rpc::ServicePtr MakeProposalsService(Proposals& proposals, const rpc::Rpc& rpc) {
  return std::make_shared<Service>(proposals, rpc);
}

}  // namespace blangko::access
