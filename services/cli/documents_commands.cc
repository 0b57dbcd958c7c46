// blangko documents: what crosses between this store and offices outside it.
#include <algorithm>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/documents/v1/documents_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/document_file.h"
#include "services/cli/errors.h"
#include "services/cli/second_person.h"

namespace blangko::cli {
namespace {

namespace api = documents::v1;
using api::Document;
using api::DocumentsService;

constexpr int kSubmitAtOnce = 50;

struct Options {
  api::TrustOfficeRequest trust;
  api::ExportDocumentsRequest wanted;
  std::string file, id;
  bool sent = false, taken = false;
};

Table DocumentList() {
  return {.key = "documents",
          .title = "",
          .columns = {{"document_id", "Dokumen"},
                      {"kind", "Jenis", Kind::kCode},
                      {"from_office", "Dari"},
                      {"to_office", "Kepada"},
                      {"number", "Nomor", Kind::kCount},
                      {"time", "Dibuat", Kind::kTime},
                      {"shipment_id", "Pengiriman", Kind::kText, Shown::kWhenUsed},
                      {"lots", "Lot: keping", Kind::kText, Shown::kWhenUsed},
                      {"keep_time", "Masuk buku", Kind::kTime}},
          .rows = {}};
}

std::string ShipmentIn(const api::DocumentContent& content) {
  return content.has_shipment() ? content.shipment().shipment_id() : content.receipt().shipment_id();
}

// "A: 100" of what was sent; "A: 98 / 0 / 2 / 1" of what was accepted, rejected, missing and surplus.
std::string LotsIn(const api::DocumentContent& content) {
  std::string lots;
  const auto add = [&](const std::string& text) { absl::StrAppend(&lots, lots.empty() ? "" : ", ", text); };
  for (const auto& line : content.shipment().lines()) add(absl::StrCat(line.lot(), ": ", line.count()));
  for (const auto& line : content.receipt().lines()) {
    add(absl::StrCat(line.lot(), ": ", line.accepted_count(), " / ", line.rejected_count(), " / ",
                     line.missing_count(), " / ", line.surplus_count()));
  }
  if (content.has_need()) add(absl::StrCat(content.need().office(), ": ", content.need().count()));
  if (content.has_plan_line()) {
    add(absl::StrCat(content.plan_line().office(), ": ", content.plan_line().count()));
  }
  return lots;
}

void AddDocument(Table& list, const Document& document) {
  const api::DocumentContent& content = document.content();
  list.rows.push_back({document.document_id(), EnumCell(content.kind()), content.from_office(),
                       content.to_office(), absl::StrCat(content.number()), TimeCell(content.time()),
                       ShipmentIn(content), LotsIn(content), TimeCell(document.keep_time())});
}

absl::Status Identity(Session& session) {
  ASSIGN_OR_RETURN(const auto response,
                   session.Call(&DocumentsService::Stub::GetIdentity, api::GetIdentityRequest()));
  const api::StoreIdentity& identity = response.identity();
  session.Print({{.key = "identity",
                  .title = "",
                  .columns = {{"fingerprint", "Sidik kunci"},
                              {"public_key", "Kunci"},
                              {"store_id", "Penyimpanan"},
                              {"create_time", "Dibuat", Kind::kTime}},
                  .rows = {{identity.fingerprint(), identity.public_key(), identity.store_id(),
                            TimeCell(identity.create_time())}},
                  .single = true}});
  session.Say("Bacakan sidik kunci lewat telepon; kuncinya dikirim dengan surat elektronik.",
              "Read the fingerprint over the telephone; send the key by mail.");
  return absl::OkStatus();
}

absl::Status Trust(Session& session, const Options& options) {
  api::TrustOfficeRequest request = options.trust;
  request.set_request_id(session.NewRequestId());
  PinSource pins(session.options().pin_file, session.language());
  RETURN_IF_ERROR(AskOwnPin(session, pins, *request.mutable_pin()));
  RETURN_IF_ERROR(pins.CheckAllUsed());
  ASSIGN_OR_RETURN(const auto response, session.Call(&DocumentsService::Stub::TrustOffice, request));
  return PrintProposal(session, response.proposal());
}

absl::Status Offices(Session& session) {
  Table table{.key = "foreign_offices",
              .title = "",
              .columns = {{"office", "Kantor luar"},
                          {"name", "Nama"},
                          {"fingerprint", "Sidik kunci"},
                          {"trust_time", "Dipercaya sejak", Kind::kTime},
                          {"sent_count", "Keluar", Kind::kCount},
                          {"last_sent_time", "Terakhir keluar", Kind::kTime},
                          {"taken_count", "Masuk", Kind::kCount},
                          {"last_taken_time", "Terakhir masuk", Kind::kTime}},
              .rows = {}};
  RETURN_IF_ERROR(session.EachPage(
      &DocumentsService::Stub::ListForeignOffices, api::ListForeignOfficesRequest(),
      [&](const api::ListForeignOfficesResponse& page) {
        for (const api::ForeignOffice& office : page.offices()) {
          table.rows.push_back({office.office(), office.name(), office.fingerprint(),
                                TimeCell(office.trust_time()), absl::StrCat(office.sent_count()),
                                TimeCell(office.last_sent_time()), absl::StrCat(office.taken_count()),
                                TimeCell(office.last_taken_time())});
        }
        return true;
      }));
  session.Print({table});
  return absl::OkStatus();
}

absl::Status AddListed(Session& session, bool sent, Table& table) {
  api::ListDocumentsRequest request;
  request.set_sent(sent);
  return session.EachPage(&DocumentsService::Stub::ListDocuments, request,
                          [&](const api::ListDocumentsResponse& page) {
                            for (const Document& document : page.documents()) AddDocument(table, document);
                            return true;
                          });
}

absl::Status List(Session& session, const Options& options) {
  Table table = DocumentList();
  if (options.sent || !options.taken) RETURN_IF_ERROR(AddListed(session, true, table));
  if (options.taken || !options.sent) RETURN_IF_ERROR(AddListed(session, false, table));
  session.Print({table});
  return absl::OkStatus();
}

absl::Status Show(Session& session, const Options& options) {
  api::GetDocumentRequest request;
  request.set_document_id(options.id);
  ASSIGN_OR_RETURN(const auto response, session.Call(&DocumentsService::Stub::GetDocument, request));
  Table table = DocumentList();
  AddDocument(table, response.document());
  table.single = true;
  session.Print({table});
  return absl::OkStatus();
}

absl::Status Export(Session& session, const Options& options) {
  SignedDocuments found;
  RETURN_IF_ERROR(session.EachPage(&DocumentsService::Stub::ExportDocuments, options.wanted,
                                   [&](const api::ExportDocumentsResponse& page) {
                                     found.insert(found.end(), page.documents().begin(),
                                                  page.documents().end());
                                     return true;
                                   }));
  if (found.empty()) {
    session.Say("Tidak ada dokumen untuk kantor itu.", "There is no document for that office.");
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(WriteDocumentFile(options.file, found));
  session.Say(absl::StrCat(found.size(), " dokumen ditulis ke ", options.file),
              absl::StrCat(found.size(), " documents written to ", options.file));
  return absl::OkStatus();
}

Table ResultList() {
  return {.key = "results",
          .title = "",
          .columns = {{"from_office", "Dari"},
                      {"number", "Nomor", Kind::kCount},
                      {"kind", "Jenis", Kind::kCode},
                      {"result", "Hasil", Kind::kCode},
                      {"shipment_id", "Pengiriman", Kind::kText, Shown::kWhenUsed},
                      {"reason", "Sebab", Kind::kCode, Shown::kWhenUsed},
                      {"message", "Keterangan", Kind::kText, Shown::kWhenUsed}},
          .rows = {}};
}

// The number of refused ones.
absl::StatusOr<int> SubmitSome(Session& session, const SignedDocuments& documents, size_t begin,
                               Table& table) {
  api::SubmitDocumentsRequest request;
  request.set_request_id(session.NewRequestId());
  const size_t end = std::min(documents.size(), begin + kSubmitAtOnce);
  for (size_t i = begin; i < end; ++i) *request.add_documents() = documents[i];
  ASSIGN_OR_RETURN(const auto response, session.Call(&DocumentsService::Stub::SubmitDocuments, request));
  int refused = 0;
  for (const api::SubmittedDocument& result : response.results()) {
    const api::DocumentContent& content = result.document().content();
    if (result.has_error()) ++refused;
    table.rows.push_back({content.from_office(), absl::StrCat(content.number()), EnumCell(content.kind()),
                          EnumCell(result.result()), ShipmentIn(content), result.error().reason(),
                          session.In(result.error().message_id(), result.error().message())});
  }
  return refused;
}

absl::Status Import(Session& session, const Options& options) {
  ASSIGN_OR_RETURN(const SignedDocuments documents, ReadDocumentFile(options.file));
  Table table = ResultList();
  int refused = 0;
  for (size_t begin = 0; begin < documents.size(); begin += kSubmitAtOnce) {
    ASSIGN_OR_RETURN(const int some, SubmitSome(session, documents, begin, table));
    refused += some;
  }
  session.Print({table});
  if (refused == 0) return absl::OkStatus();
  return Told(absl::StatusCode::kFailedPrecondition, absl::StrCat(refused, " dokumen ditolak"),
              absl::StrCat(refused, " documents were refused"));
}

absl::Status Missing(Session& session) {
  ASSIGN_OR_RETURN(const auto response, session.Call(&DocumentsService::Stub::ListMissingDocuments,
                                                     api::ListMissingDocumentsRequest()));
  Table table{.key = "missing",
              .title = "",
              .columns = {{"from_office", "Dari"},
                          {"to_office", "Kepada"},
                          {"first", "Nomor pertama", Kind::kCount},
                          {"last", "Nomor terakhir", Kind::kCount}},
              .rows = {}};
  for (const api::MissingNumbers& missing : response.missing()) {
    table.rows.push_back({missing.from_office(), missing.to_office(), absl::StrCat(missing.first()),
                          absl::StrCat(missing.last())});
  }
  session.Print({table});
  return absl::OkStatus();
}

void AddTrust(Menu& menu, Menu::Command group, const std::shared_ptr<Options>& options) {
  auto* trust = menu.Add(group, "trust", "Trust the key of an office outside; takes two persons",
                         [options](Session& session) { return Trust(session, *options); });
  trust->add_option("office", *options->trust.mutable_office(), "Its code")->required();
  trust->add_option("--name", *options->trust.mutable_name(), "Its name")->required();
  trust->add_option("--key", *options->trust.mutable_public_key(), "Its key, 64 hexadecimal digits")
      ->required();
  trust->add_option("--reason", *options->trust.mutable_reason(), "How the fingerprint was compared")
      ->required();
}

void AddFiles(Menu& menu, Menu::Command group, const std::shared_ptr<Options>& options) {
  auto* exported = menu.Add(group, "export", "Write the documents for an office outside into a file",
                            [options](Session& session) { return Export(session, *options); });
  exported->add_option("--to", *options->wanted.mutable_to_office(), "Its code")->required();
  exported->add_option("--out", options->file, "New file")->required();
  exported->add_option_function<uint64_t>(
      "--since", [options](const uint64_t& number) { options->wanted.set_after_number(number); },
      "Only those with a higher number");
  auto* imported =
      menu.Add(group, "import", "Take the documents in a file; the same file again changes nothing",
               [options](Session& session) { return Import(session, *options); });
  imported->add_option("file", options->file, "The file")->required();
}

}  // namespace

void AddDocumentsCommands(Menu& menu) {
  Menu::Command group = menu.Group("documents", "Signed documents to and from offices outside this store");
  auto options = std::make_shared<Options>();
  menu.Add(group, "identity", "The key of this store, and its fingerprint for the telephone",
           [](Session& session) { return Identity(session); });
  AddTrust(menu, group, options);
  menu.Add(group, "offices", "Offices outside this store, and when they were last heard of",
           [](Session& session) { return Offices(session); });
  auto* list = menu.Add(group, "list", "Documents made here and taken from others",
                        [options](Session& session) { return List(session, *options); });
  list->add_flag("--sent", options->sent, "Only those made here");
  list->add_flag("--taken", options->taken, "Only those taken from others");
  auto* show = menu.Add(group, "show", "One document",
                        [options](Session& session) { return Show(session, *options); });
  show->add_option("document", options->id, "Its id, from documents list")->required();
  AddFiles(menu, group, options);
  menu.Add(group, "missing", "Numbers of documents that did not arrive",
           [](Session& session) { return Missing(session); });
}

}  // namespace blangko::cli
