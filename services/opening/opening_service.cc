#include "services/opening/opening_service.h"

#include "base/status_macros.h"
#include "blangko/opening/v1/opening_service.grpc.pb.h"
#include "services/opening/openings.h"
#include "services/rpc/handle_call.h"
#include "services/rpc/paging.h"

namespace blangko::opening {
namespace {

using access::Act;
using grpc::ServerContext;

class Service final : public v1::OpeningService::Service {
 public:
  Service(Openings& openings, const rpc::Rpc& rpc) : openings_(openings), rpc_(rpc) {}

  grpc::Status AddSpoils(ServerContext* context, const v1::AddSpoilsRequest* request,
                         v1::AddSpoilsResponse* response) override {
    return rpc_.Handle(context, "opening.add_spoils", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_opening(), openings_.AddSpoils(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status AddUncollectedCards(ServerContext* context, const v1::AddUncollectedCardsRequest* request,
                                   v1::AddUncollectedCardsResponse* response) override {
    return rpc_.Handle(context, "opening.add_cards", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, openings_.AddCards(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status AddSukets(ServerContext* context, const v1::AddSuketsRequest* request,
                         v1::AddSuketsResponse* response) override {
    return rpc_.Handle(context, "opening.add_sukets", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, openings_.AddSukets(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status AddOpenLoan(ServerContext* context, const v1::AddOpenLoanRequest* request,
                           v1::AddOpenLoanResponse* response) override {
    return rpc_.Handle(context, "opening.add_loan", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, openings_.AddLoan(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status CloseOpening(ServerContext* context, const v1::CloseOpeningRequest* request,
                            v1::CloseOpeningResponse* response) override {
    return rpc_.Handle(context, "opening.close", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_opening(), openings_.Close(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status GetOpening(ServerContext* context, const v1::GetOpeningRequest* request,
                          v1::GetOpeningResponse* response) override {
    return rpc_.Handle(context, "opening.get", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_opening(), openings_.Get(act.actor, request->office()));
      return absl::OkStatus();
    });
  }

  grpc::Status ListUncollectedCards(ServerContext* context, const v1::ListUncollectedCardsRequest* request,
                                    v1::ListUncollectedCardsResponse* response) override {
    return rpc_.Handle(context, "opening.list_cards", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(const auto found,
                       openings_.Cards(act.actor, request->office(), {page.size, page.after}));
      response->mutable_cards()->Assign(found.rows.begin(), found.rows.end());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status ListSukets(ServerContext* context, const v1::ListSuketsRequest* request,
                          v1::ListSuketsResponse* response) override {
    return rpc_.Handle(context, "opening.list_sukets", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(const auto found,
                       openings_.Sukets(act.actor, request->office(), {page.size, page.after}));
      response->mutable_sukets()->Assign(found.rows.begin(), found.rows.end());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

 private:
  Openings& openings_;
  const rpc::Rpc& rpc_;
};

}  // namespace

rpc::ServicePtr MakeOpeningService(Openings& openings, const rpc::Rpc& rpc) {
  return std::make_shared<Service>(openings, rpc);
}

}  // namespace blangko::opening
