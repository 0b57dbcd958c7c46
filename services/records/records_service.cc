#include "services/records/records_service.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/records/v1/records_service.grpc.pb.h"
#include "services/records/records.h"
#include "services/refusal/refusal.h"
#include "services/rpc/handle_call.h"
#include "services/rpc/paging.h"

namespace blangko::records {
namespace {

using access::Act;
using grpc::ServerContext;

constexpr size_t kDataMax = size_t{1} << 20;  // bytes of one message of an import
constexpr size_t kErrorsInReply = 20;

ImportStart StartOf(const v1::ImportRecordsRequest::Header& header, const Clock& clock) {
  return {.import_id = header.import_id(),
          .kind = header.kind(),
          .office = header.office(),
          .profile = header.profile(),
          .inline_profile = header.has_inline_profile()
                                ? std::optional<v1::ImportProfile>(header.inline_profile())
                                : std::nullopt,
          .file_name = header.file_name(),
          .format = header.format(),
          .offset = header.offset(),
          .file_sha256 = header.file_sha256(),
          .clock = &clock};
}

absl::Status CheckData(const v1::ImportRecordsRequest& message) {
  if (message.data().size() <= kDataMax) return absl::OkStatus();
  return BadField("data", absl::StrCat(message.data().size(), " bytes"), absl::StrCat("at most ", kDataMax));
}

// Feeds the messages of the stream. A stream that breaks off before `last` leaves the import where it is: the client
// asks GetImport and goes on.
absl::Status FeedAll(grpc::ServerReader<v1::ImportRecordsRequest>& reader, v1::ImportRecordsRequest& message,
                     Importer& importer) {
  do {
    RETURN_IF_ERROR(CheckData(message));
    RETURN_IF_ERROR(importer.Feed(message.data()));
    if (message.last()) return absl::OkStatus();
  } while (reader.Read(&message));
  return absl::CancelledError("the stream ended before its last message; the import can go on");
}

class Service final : public v1::RecordsService::Service {
 public:
  Service(Records& records, const rpc::Rpc& rpc) : records_(records), rpc_(rpc) {}

  grpc::Status ImportRecords(ServerContext* context, grpc::ServerReader<v1::ImportRecordsRequest>* reader,
                             v1::ImportRecordsResponse* response) override {
    return rpc_.HandleStream(context, "records.import", [&](const Act& act) -> absl::Status {
      v1::ImportRecordsRequest message;
      if (!reader->Read(&message) || !message.has_header())
        return BadField("header", "", "in the first message");
      ASSIGN_OR_RETURN(const auto importer,
                       records_.OpenImport(act, StartOf(message.header(), rpc_.clock())));
      const std::string import_id = message.header().import_id();
      RETURN_IF_ERROR(FeedAll(*reader, message, *importer));
      RETURN_IF_ERROR(importer->Finish().status());
      return FillImport(act, import_id, *response);
    });
  }

  grpc::Status GetImport(ServerContext* context, const v1::GetImportRequest* request,
                         v1::GetImportResponse* response) override {
    return rpc_.Handle(context, "records.get_import", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, records_.GetImport(act, request->import_id()));
      return absl::OkStatus();
    });
  }

  grpc::Status ListImportErrors(ServerContext* context, const v1::ListImportErrorsRequest* request,
                                v1::ListImportErrorsResponse* response) override {
    return rpc_.Handle(context, "records.list_import_errors", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      int64_t after = 0;
      if (!page.after.empty() && !absl::SimpleAtoi(page.after, &after))
        return Refuse(Reason::kPageTokenInvalid);
      ASSIGN_OR_RETURN(auto errors, records_.ListImportErrors(act, request->import_id(), after, page.size));
      const std::string last = errors.size() < page.size ? "" : absl::StrCat(errors.back().row());
      for (auto& error : errors) *response->add_errors() = std::move(error);
      response->set_next_page_token(rpc::NextPageToken(page, last));
      return absl::OkStatus();
    });
  }

  grpc::Status ListImports(ServerContext* context, const v1::ListImportsRequest* request,
                           v1::ListImportsResponse* response) override {
    return rpc_.Handle(context, "records.list_imports", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(auto imports, records_.ListImports(act, request->office(), page.after, page.size));
      const std::string last = imports.size() < page.size ? "" : imports.back().import_id();
      for (auto& import : imports) *response->add_imports() = std::move(import);
      response->set_next_page_token(rpc::NextPageToken(page, last));
      return absl::OkStatus();
    });
  }

  grpc::Status SetImportProfile(ServerContext* context, const v1::SetImportProfileRequest* request,
                                v1::SetImportProfileResponse* response) override {
    return rpc_.Handle(context, "records.set_import_profile", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, records_.SetProfile(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status GetImportProfile(ServerContext* context, const v1::GetImportProfileRequest* request,
                                v1::GetImportProfileResponse* response) override {
    return rpc_.Handle(context, "records.get_import_profile", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, records_.GetProfile(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ListImportProfiles(ServerContext* context, const v1::ListImportProfilesRequest* request,
                                  v1::ListImportProfilesResponse* response) override {
    return rpc_.Handle(context, "records.list_import_profiles", *request,
                       [&](const Act& act) -> absl::Status {
                         ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
                         ASSIGN_OR_RETURN(auto listed, records_.ListProfiles(act, page.after, page.size));
                         const std::string last = listed.size() < page.size ? "" : listed.back().name();
                         for (auto& summary : listed) *response->add_profiles() = std::move(summary);
                         response->set_next_page_token(rpc::NextPageToken(page, last));
                         return absl::OkStatus();
                       });
  }

  grpc::Status ListImportHeld(ServerContext* context, const v1::ListImportHeldRequest* request,
                              v1::ListImportHeldResponse* response) override {
    return rpc_.Handle(context, "records.list_import_held", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(auto listed,
                       records_.ListImportHeld(act, request->import_id(), page.after, page.size));
      for (auto& held : listed.held) *response->add_held() = std::move(held);
      response->set_next_page_token(rpc::NextPageToken(page, listed.last_key));
      return absl::OkStatus();
    });
  }

  grpc::Status CreateRecord(ServerContext* context, const v1::CreateRecordRequest* request,
                            v1::CreateRecordResponse* response) override {
    return rpc_.Handle(context, "records.create", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, records_.Create(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status GetRecord(ServerContext* context, const v1::GetRecordRequest* request,
                         v1::GetRecordResponse* response) override {
    return rpc_.Handle(context, "records.get", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, records_.Get(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ListRecords(ServerContext* context, const v1::ListRecordsRequest* request,
                           v1::ListRecordsResponse* response) override {
    return rpc_.Handle(context, "records.list", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(Listed listed, records_.List(act, *request, {page.size, page.after}));
      for (auto& record : listed.records) *response->add_records() = std::move(record);
      response->set_next_page_token(rpc::NextPageToken(page, listed.last_key));
      return absl::OkStatus();
    });
  }

  grpc::Status GetBacklog(ServerContext* context, const v1::GetBacklogRequest* request,
                          v1::GetBacklogResponse* response) override {
    return rpc_.Handle(context, "records.backlog", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, records_.Backlog(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status GetRank(ServerContext* context, const v1::GetRankRequest* request,
                       v1::GetRankResponse* response) override {
    return rpc_.Handle(context, "records.rank", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, records_.Rank(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status HoldRecord(ServerContext* context, const v1::HoldRecordRequest* request,
                          v1::HoldRecordResponse* response) override {
    return rpc_.Handle(context, "records.hold", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, records_.Hold(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ReleaseRecord(ServerContext* context, const v1::ReleaseRecordRequest* request,
                             v1::ReleaseRecordResponse* response) override {
    return rpc_.Handle(context, "records.release", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, records_.Release(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status CancelRecord(ServerContext* context, const v1::CancelRecordRequest* request,
                            v1::CancelRecordResponse* response) override {
    return rpc_.Handle(context, "records.cancel", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, records_.Cancel(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status MoveRecord(ServerContext* context, const v1::MoveRecordRequest* request,
                          v1::MoveRecordResponse* response) override {
    return rpc_.Handle(context, "records.move", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, records_.Move(act, *request));
      return absl::OkStatus();
    });
  }

 private:
  absl::Status FillImport(const Act& act, std::string_view import_id, v1::ImportRecordsResponse& response) {
    ASSIGN_OR_RETURN(v1::GetImportResponse got, records_.GetImport(act, import_id));
    ASSIGN_OR_RETURN(auto errors, records_.ListImportErrors(act, import_id, 0, kErrorsInReply));
    ASSIGN_OR_RETURN(auto listed, records_.ListImportHeld(act, import_id, "", kErrorsInReply));
    *response.mutable_import() = std::move(*got.mutable_import());
    for (auto& error : errors) *response.add_errors() = std::move(error);
    for (auto& held : listed.held) *response.add_held() = std::move(held);
    return absl::OkStatus();
  }

  Records& records_;
  const rpc::Rpc& rpc_;
};

}  // namespace

rpc::ServicePtr MakeRecordsService(Records& records, const rpc::Rpc& rpc) {
  return std::make_shared<Service>(records, rpc);
}

}  // namespace blangko::records
