#include "services/movements/movements_service.h"

#include "base/status_macros.h"
#include "blangko/movements/v1/movements_service.grpc.pb.h"
#include "services/movements/movements.h"
#include "services/rpc/handle_call.h"
#include "services/rpc/paging.h"

namespace blangko::movements {
namespace {

using access::Act;
using grpc::ServerContext;

class Service final : public v1::MovementsService::Service {
 public:
  Service(Movements& movements, const rpc::Rpc& rpc) : movements_(movements), rpc_(rpc) {}

  grpc::Status ListCases(ServerContext* context, const v1::ListCasesRequest* request,
                         v1::ListCasesResponse* response) override {
    return rpc_.Handle(context, "movements.list_cases", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(const auto found, movements_.ListCases(act, *request, {page.size, page.after}));
      response->mutable_cases()->Assign(found.rows.begin(), found.rows.end());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status GetCase(ServerContext* context, const v1::GetCaseRequest* request,
                       v1::GetCaseResponse* response) override {
    return rpc_.Handle(context, "movements.get_case", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_difference(),
                       movements_.GetCase(act.actor, request->case_id(), act.now));
      return absl::OkStatus();
    });
  }

  grpc::Status ResolveCase(ServerContext* context, const v1::ResolveCaseRequest* request,
                           v1::ResolveCaseResponse* response) override {
    return rpc_.Handle(context, "movements.resolve", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, movements_.Resolve(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status DeclareLoss(ServerContext* context, const v1::DeclareLossRequest* request,
                           v1::DeclareLossResponse* response) override {
    return rpc_.Handle(context, "movements.declare_loss", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, movements_.DeclareLoss(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ListLosses(ServerContext* context, const v1::ListLossesRequest* request,
                          v1::ListLossesResponse* response) override {
    return rpc_.Handle(context, "movements.list_losses", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(const auto found,
                       movements_.ListLosses(act.actor, request->office(), {page.size, page.after}));
      response->mutable_losses()->Assign(found.rows.begin(), found.rows.end());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status GetLoss(ServerContext* context, const v1::GetLossRequest* request,
                       v1::GetLossResponse* response) override {
    return rpc_.Handle(context, "movements.get_loss", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_loss(), movements_.GetLoss(act.actor, request->loss_id()));
      return absl::OkStatus();
    });
  }

  grpc::Status FindLost(ServerContext* context, const v1::FindLostRequest* request,
                        v1::FindLostResponse* response) override {
    return rpc_.Handle(context, "movements.find_lost", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, movements_.FindLost(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status SpoilBlanks(ServerContext* context, const v1::SpoilBlanksRequest* request,
                           v1::SpoilBlanksResponse* response) override {
    return rpc_.Handle(context, "movements.spoil", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, movements_.Spoil(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status WriteOffLot(ServerContext* context, const v1::WriteOffLotRequest* request,
                           v1::WriteOffLotResponse* response) override {
    return rpc_.Handle(context, "movements.write_off", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, movements_.WriteOff(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ReverseEntry(ServerContext* context, const v1::ReverseEntryRequest* request,
                            v1::ReverseEntryResponse* response) override {
    return rpc_.Handle(context, "movements.reverse", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, movements_.Reverse(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status SetCaseLimit(ServerContext* context, const v1::SetCaseLimitRequest* request,
                            v1::SetCaseLimitResponse* response) override {
    return rpc_.Handle(context, "movements.set_case_limit", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, movements_.SetCaseLimit(act, *request));
      return absl::OkStatus();
    });
  }

 private:
  Movements& movements_;
  const rpc::Rpc& rpc_;
};

}  // namespace

rpc::ServicePtr MakeMovementsService(Movements& movements, const rpc::Rpc& rpc) {
  return std::make_shared<Service>(movements, rpc);
}

}  // namespace blangko::movements
