#include "services/documents/documents_service.h"

#include "base/status_macros.h"
#include "blangko/documents/v1/documents_service.grpc.pb.h"
#include "services/documents/documents.h"
#include "services/rpc/handle_call.h"
#include "services/rpc/paging.h"

namespace blangko::documents {
namespace {

using access::Act;
using grpc::ServerContext;

// A document of 200 lots is about 30 KB; a page stays below the message limit.
constexpr rpc::PageRules kDocumentPages{.default_size = 50, .max_size = 100};

template <typename Rows, typename Field>
void Fill(Rows& rows, Field* field) {
  for (auto& row : rows) field->Add(std::move(row));
}

class Service final : public v1::DocumentsService::Service {
 public:
  Service(Documents& documents, const rpc::Rpc& rpc) : documents_(documents), rpc_(rpc) {}

  grpc::Status GetIdentity(ServerContext* context, const v1::GetIdentityRequest* request,
                           v1::GetIdentityResponse* response) override {
    return rpc_.Handle(context, "documents.get_identity", *request, [&](const Act&) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_identity(), documents_.Identity());
      return absl::OkStatus();
    });
  }

  grpc::Status TrustOffice(ServerContext* context, const v1::TrustOfficeRequest* request,
                           v1::TrustOfficeResponse* response) override {
    return rpc_.Handle(context, "documents.trust_office", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, documents_.Trust(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ListForeignOffices(ServerContext* context, const v1::ListForeignOfficesRequest* request,
                                  v1::ListForeignOfficesResponse* response) override {
    return rpc_.Handle(context, "documents.list_foreign_offices", *request, [&](const Act&) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(auto found, documents_.ListOffices({page.size, page.after}));
      Fill(found.rows, response->mutable_offices());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status MakeDocument(ServerContext* context, const v1::MakeDocumentRequest* request,
                            v1::MakeDocumentResponse* response) override {
    return rpc_.Handle(context, "documents.make_document", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, documents_.Make(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status SubmitDocuments(ServerContext* context, const v1::SubmitDocumentsRequest* request,
                               v1::SubmitDocumentsResponse* response) override {
    return rpc_.Handle(context, "documents.submit_documents", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, documents_.Submit(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ExportDocuments(ServerContext* context, const v1::ExportDocumentsRequest* request,
                               v1::ExportDocumentsResponse* response) override {
    return rpc_.Handle(context, "documents.export_documents", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request, kDocumentPages));
      ASSIGN_OR_RETURN(auto found, documents_.Export(act.actor, *request, {page.size, page.after}));
      Fill(found.rows, response->mutable_documents());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status GetDocument(ServerContext* context, const v1::GetDocumentRequest* request,
                           v1::GetDocumentResponse* response) override {
    return rpc_.Handle(context, "documents.get_document", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, documents_.Get(act.actor, request->document_id()));
      return absl::OkStatus();
    });
  }

  grpc::Status ListDocuments(ServerContext* context, const v1::ListDocumentsRequest* request,
                             v1::ListDocumentsResponse* response) override {
    return rpc_.Handle(context, "documents.list_documents", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request, kDocumentPages));
      ASSIGN_OR_RETURN(auto found, documents_.List(act.actor, request->sent(), {page.size, page.after}));
      Fill(found.rows, response->mutable_documents());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status ListMissingDocuments(ServerContext* context, const v1::ListMissingDocumentsRequest* request,
                                    v1::ListMissingDocumentsResponse* response) override {
    return rpc_.Handle(context, "documents.list_missing", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, documents_.Missing(act));
      return absl::OkStatus();
    });
  }

 private:
  Documents& documents_;
  const rpc::Rpc& rpc_;
};

}  // namespace

rpc::ServicePtr MakeDocumentsService(Documents& documents, const rpc::Rpc& rpc) {
  return std::make_shared<Service>(documents, rpc);
}

}  // namespace blangko::documents
