#include "services/destruction/destruction_service.h"

#include "base/status_macros.h"
#include "blangko/destruction/v1/destruction_service.grpc.pb.h"
#include "services/destruction/destructions.h"
#include "services/destruction/registers.h"
#include "services/rpc/handle_call.h"
#include "services/rpc/paging.h"

namespace blangko::destruction {
namespace {

using access::Act;
using grpc::ServerContext;

class Service final : public v1::DestructionService::Service {
 public:
  Service(Registers& registers, Destructions& destructions, const rpc::Rpc& rpc)
      : registers_(registers), destructions_(destructions), rpc_(rpc) {}

  grpc::Status WithdrawCard(ServerContext* context, const v1::WithdrawCardRequest* request,
                            v1::WithdrawCardResponse* response) override {
    return rpc_.Handle(context, "destruction.withdraw", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, registers_.WithdrawCard(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ListRegisteredCards(ServerContext* context, const v1::ListRegisteredCardsRequest* request,
                                   v1::ListRegisteredCardsResponse* response) override {
    return rpc_.Handle(context, "destruction.list_cards", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(const auto found, registers_.ListCards(act, *request, {page.size, page.after}));
      response->mutable_cards()->Assign(found.rows.begin(), found.rows.end());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status ListRegisterSummaries(ServerContext* context, const v1::ListRegisterSummariesRequest* request,
                                     v1::ListRegisterSummariesResponse* response) override {
    return rpc_.Handle(context, "destruction.list_summaries", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(const auto found, registers_.ListSummaries(act, *request, {page.size, page.after}));
      response->mutable_summaries()->Assign(found.rows.begin(), found.rows.end());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status SetHoldingLimit(ServerContext* context, const v1::SetHoldingLimitRequest* request,
                               v1::SetHoldingLimitResponse* response) override {
    return rpc_.Handle(context, "destruction.set_limit", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, registers_.SetHoldingLimit(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status OpenDestruction(ServerContext* context, const v1::OpenDestructionRequest* request,
                               v1::OpenDestructionResponse* response) override {
    return rpc_.Handle(context, "destruction.open", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_destruction(), destructions_.Open(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status AddCards(ServerContext* context, const v1::AddCardsRequest* request,
                        v1::AddCardsResponse* response) override {
    return rpc_.Handle(context, "destruction.add", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_destruction(), destructions_.Add(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status AddCountedCards(ServerContext* context, const v1::AddCountedCardsRequest* request,
                               v1::AddCountedCardsResponse* response) override {
    return rpc_.Handle(context, "destruction.add_counted", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_destruction(), destructions_.AddCounted(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status RemoveCards(ServerContext* context, const v1::RemoveCardsRequest* request,
                           v1::RemoveCardsResponse* response) override {
    return rpc_.Handle(context, "destruction.remove", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_destruction(), destructions_.Remove(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status DescribeDestruction(ServerContext* context, const v1::DescribeDestructionRequest* request,
                                   v1::DescribeDestructionResponse* response) override {
    return rpc_.Handle(context, "destruction.describe", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_destruction(), destructions_.Describe(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status CountPile(ServerContext* context, const v1::CountPileRequest* request,
                         v1::CountPileResponse* response) override {
    return rpc_.Handle(context, "destruction.count_pile", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_destruction(), destructions_.CountPile(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ProposeDestruction(ServerContext* context, const v1::ProposeDestructionRequest* request,
                                  v1::ProposeDestructionResponse* response) override {
    return rpc_.Handle(context, "destruction.propose", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, destructions_.Propose(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status CancelDestruction(ServerContext* context, const v1::CancelDestructionRequest* request,
                                 v1::CancelDestructionResponse* response) override {
    return rpc_.Handle(context, "destruction.cancel", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_destruction(), destructions_.Cancel(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status GetDestruction(ServerContext* context, const v1::GetDestructionRequest* request,
                              v1::GetDestructionResponse* response) override {
    return rpc_.Handle(context, "destruction.get", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_destruction(),
                       destructions_.Get(act.actor, request->destruction_id()));
      return absl::OkStatus();
    });
  }

  grpc::Status ListDestructions(ServerContext* context, const v1::ListDestructionsRequest* request,
                                v1::ListDestructionsResponse* response) override {
    return rpc_.Handle(context, "destruction.list", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(const auto found,
                       destructions_.List(act.actor, request->office(), {page.size, page.after}));
      response->mutable_destructions()->Assign(found.rows.begin(), found.rows.end());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status ListDestructionLines(ServerContext* context, const v1::ListDestructionLinesRequest* request,
                                    v1::ListDestructionLinesResponse* response) override {
    return rpc_.Handle(context, "destruction.list_lines", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(const auto found,
                       destructions_.Lines(act.actor, request->destruction_id(), {page.size, page.after}));
      response->mutable_lines()->Assign(found.rows.begin(), found.rows.end());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

 private:
  Registers& registers_;
  Destructions& destructions_;
  const rpc::Rpc& rpc_;
};

}  // namespace

rpc::ServicePtr MakeDestructionService(Registers& registers, Destructions& destructions,
                                       const rpc::Rpc& rpc) {
  return std::make_shared<Service>(registers, destructions, rpc);
}

}  // namespace blangko::destruction
