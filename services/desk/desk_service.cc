#include "services/desk/desk_service.h"

#include "base/status_macros.h"
#include "blangko/desk/v1/desk_service.grpc.pb.h"
#include "services/desk/desk.h"
#include "services/desk/receipts.h"
#include "services/records/record_view.h"
#include "services/rpc/handle_call.h"

namespace blangko::desk {
namespace {

class Service final : public v1::DeskService::Service {
 public:
  Service(Desk& desk, Receipts& receipts, const rpc::Rpc& rpc)
      : desk_(desk), receipts_(receipts), rpc_(rpc) {}

  grpc::Status HandOver(grpc::ServerContext* context, const v1::HandOverRequest* request,
                        v1::HandOverResponse* response) override {
    return rpc_.Handle(context, "desk.hand_over", *request, [&](const access::Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const records::RecordRow record, desk_.HandOver(act, *request));
      *response->mutable_record() = records::BasicView(record);
      return absl::OkStatus();
    });
  }

  grpc::Status IssueReceipt(grpc::ServerContext* context, const v1::IssueReceiptRequest* request,
                            v1::IssueReceiptResponse* response) override {
    return rpc_.Handle(context, "desk.issue_receipt", *request, [&](const access::Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, receipts_.Issue(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status GetReceiptStatus(grpc::ServerContext* context, const v1::GetReceiptStatusRequest* request,
                                v1::GetReceiptStatusResponse* response) override {
    return rpc_.Handle(context, "desk.get_receipt_status", *request,
                       [&](const access::Act& act) -> absl::Status {
                         ASSIGN_OR_RETURN(*response, receipts_.Status(act, *request));
                         return absl::OkStatus();
                       });
  }

 private:
  Desk& desk_;
  Receipts& receipts_;
  const rpc::Rpc& rpc_;
};

}  // namespace

rpc::ServicePtr MakeDeskService(Desk& desk, Receipts& receipts, const rpc::Rpc& rpc) {
  return std::make_shared<Service>(desk, receipts, rpc);
}

}  // namespace blangko::desk
