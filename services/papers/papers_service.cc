#include "services/papers/papers_service.h"

#include "base/status_macros.h"
#include "blangko/papers/v1/papers_service.grpc.pb.h"
#include "services/papers/papers.h"
#include "services/rpc/handle_call.h"
#include "services/rpc/paging.h"

namespace blangko::papers {
namespace {

using access::Act;
using grpc::ServerContext;

class Service final : public v1::PapersService::Service {
 public:
  Service(Papers& papers, const rpc::Rpc& rpc) : papers_(papers), rpc_(rpc) {}

  grpc::Status SetPaperSettings(ServerContext* context, const v1::SetPaperSettingsRequest* request,
                                v1::SetPaperSettingsResponse* response) override {
    return rpc_.Handle(context, "papers.set_paper_settings", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, papers_.SetSettings(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status GetPaperSettings(ServerContext* context, const v1::GetPaperSettingsRequest* request,
                                v1::GetPaperSettingsResponse* response) override {
    return rpc_.Handle(context, "papers.get_paper_settings", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_settings(), papers_.GetSettings(act.actor, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status IssuePaper(ServerContext* context, const v1::IssuePaperRequest* request,
                          v1::IssuePaperResponse* response) override {
    return rpc_.Handle(context, "papers.issue_paper", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, papers_.Issue(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status VoidPaper(ServerContext* context, const v1::VoidPaperRequest* request,
                         v1::VoidPaperResponse* response) override {
    return rpc_.Handle(context, "papers.void_paper", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, papers_.Void(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status GetPaper(ServerContext* context, const v1::GetPaperRequest* request,
                        v1::GetPaperResponse* response) override {
    return rpc_.Handle(context, "papers.get_paper", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, papers_.Get(act.actor, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status GetStockAt(ServerContext* context, const v1::GetStockAtRequest* request,
                          v1::GetStockAtResponse* response) override {
    return rpc_.Handle(context, "papers.get_stock_at", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, papers_.StockAt(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ListPapers(ServerContext* context, const v1::ListPapersRequest* request,
                          v1::ListPapersResponse* response) override {
    return rpc_.Handle(context, "papers.list_papers", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(auto found, papers_.List(act.actor, *request, {page.size, page.after}));
      for (v1::Paper& paper : found.rows) *response->add_papers() = std::move(paper);
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status RecordScan(ServerContext* context, const v1::RecordScanRequest* request,
                          v1::RecordScanResponse* response) override {
    return rpc_.Handle(context, "papers.record_scan", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, papers_.RecordScan(act, *request));
      return absl::OkStatus();
    });
  }

 private:
  Papers& papers_;
  const rpc::Rpc& rpc_;
};

}  // namespace

rpc::ServicePtr MakePapersService(Papers& papers, const rpc::Rpc& rpc) {
  return std::make_shared<Service>(papers, rpc);
}

}  // namespace blangko::papers
