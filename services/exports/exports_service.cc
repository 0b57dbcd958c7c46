#include "services/exports/exports_service.h"

#include "base/status_macros.h"
#include "blangko/exports/v1/exports_service.grpc.pb.h"
#include "services/exports/exports.h"
#include "services/rpc/handle_call.h"

namespace blangko::exports {
namespace {

using grpc::ServerContext;

class Service final : public v1::ExportsService::Service {
 public:
  Service(Exports& exports, const rpc::Rpc& rpc) : exports_(exports), rpc_(rpc) {}

  // Write waits until the client has room, so a slow one holds one piece in memory and nothing else.
  grpc::Status ExportEverything(ServerContext* context, const v1::ExportEverythingRequest* request,
                                grpc::ServerWriter<v1::ExportEverythingResponse>* writer) override {
    const ExportClient client{
        .send = [&](const v1::ExportEverythingResponse& response) { return writer->Write(response); },
        .there = [&] { return !context->IsCancelled(); }};
    return rpc_.Handle(context, "exports.export_everything", *request, [&](const access::Act& act) {
      return exports_.ExportEverything(act, *request, client);
    });
  }

  grpc::Status ListExports(ServerContext* context, const v1::ListExportsRequest* request,
                           v1::ListExportsResponse* response) override {
    return rpc_.Handle(context, "exports.list_exports", *request,
                       [&](const access::Act& act) -> absl::Status {
                         ASSIGN_OR_RETURN(*response, exports_.List(act));
                         return absl::OkStatus();
                       });
  }

  grpc::Status CloseExport(ServerContext* context, const v1::CloseExportRequest* request,
                           v1::CloseExportResponse* response) override {
    return rpc_.Handle(context, "exports.close_export", *request,
                       [&](const access::Act& act) -> absl::Status {
                         ASSIGN_OR_RETURN(*response, exports_.Close(act, *request));
                         return absl::OkStatus();
                       });
  }

 private:
  Exports& exports_;
  const rpc::Rpc& rpc_;
};

}  // namespace

rpc::ServicePtr MakeExportsService(Exports& exports, const rpc::Rpc& rpc) {
  return std::make_shared<Service>(exports, rpc);
}

}  // namespace blangko::exports
