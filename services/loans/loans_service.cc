#include "services/loans/loans_service.h"

#include "base/status_macros.h"
#include "blangko/loans/v1/loans_service.grpc.pb.h"
#include "services/loans/loans.h"
#include "services/rpc/handle_call.h"
#include "services/rpc/paging.h"

namespace blangko::loans {
namespace {

using access::Act;
using grpc::ServerContext;

class Service final : public v1::LoansService::Service {
 public:
  Service(Loans& loans, const rpc::Rpc& rpc) : loans_(loans), rpc_(rpc) {}

  grpc::Status ListLoans(ServerContext* context, const v1::ListLoansRequest* request,
                         v1::ListLoansResponse* response) override {
    return rpc_.Handle(context, "loans.list", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(const auto found, loans_.ListLoans(act, *request, {page.size, page.after}));
      response->mutable_loans()->Assign(found.rows.begin(), found.rows.end());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status GetLoan(ServerContext* context, const v1::GetLoanRequest* request,
                       v1::GetLoanResponse* response) override {
    return rpc_.Handle(context, "loans.get", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_loan(), loans_.GetLoan(act, request->loan_id()));
      return absl::OkStatus();
    });
  }

  grpc::Status ListNotices(ServerContext* context, const v1::ListNoticesRequest* request,
                           v1::ListNoticesResponse* response) override {
    return rpc_.Handle(context, "loans.list_notices", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(const auto found, loans_.ListNotices(act, *request, {page.size, page.after}));
      response->mutable_notices()->Assign(found.rows.begin(), found.rows.end());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status AcknowledgeNotice(ServerContext* context, const v1::AcknowledgeNoticeRequest* request,
                                 v1::AcknowledgeNoticeResponse* response) override {
    return rpc_.Handle(context, "loans.acknowledge", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, loans_.Acknowledge(act, *request));
      return absl::OkStatus();
    });
  }

 private:
  Loans& loans_;
  const rpc::Rpc& rpc_;
};

}  // namespace

rpc::ServicePtr MakeLoansService(Loans& loans, const rpc::Rpc& rpc) {
  return std::make_shared<Service>(loans, rpc);
}

}  // namespace blangko::loans
