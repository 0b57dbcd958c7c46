#include "services/documents/documents.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/access/offices.h"
#include "services/access/once.h"
#include "services/access/rights.h"
#include "services/documents/document_key.h"
#include "services/documents/envelope.h"
#include "services/documents/incoming.h"
#include "services/documents/outgoing.h"
#include "services/documents/trust_executor.h"
#include "services/documents/validate_documents.h"
#include "services/refusal/refusal.h"

namespace blangko::documents {
namespace {

using access::Act;
using storage::Txn;

constexpr char kTrust[] = "documents.trust_office";
constexpr char kMake[] = "documents.make_document";
constexpr char kTake[] = "documents.take_document";

// A key is good for documents to every office of the store, so both persons work for the whole of it.
access::NewProposal Wanted(const v1::TrustOfficeRequest& request) {
  access::NewProposal proposal{.kind = access::v1::PROPOSAL_KIND_TRUST_OFFICE,
                               .act = {},
                               .subject = absl::StrCat("foreign_office:", request.office()),
                               .offices = {""},
                               .reason = request.reason()};
  rows::v1::ProposedTrust& trust = *proposal.act.mutable_trust();
  trust.set_office(request.office());
  trust.set_name(request.name());
  trust.set_public_key(ParsePublicKey(request.public_key()).value_or(""));
  return proposal;
}

v1::DocumentContent ContentOf(const v1::MakeDocumentRequest& request) {
  v1::DocumentContent content;
  content.set_from_office(request.from_office());
  content.set_to_office(request.to_office());
  if (request.has_need()) *content.mutable_need() = request.need();
  if (request.has_plan_line()) *content.mutable_plan_line() = request.plan_line();
  return content;
}

absl::Status CheckEnds(storage::Snapshot& snapshot, const v1::MakeDocumentRequest& request) {
  RETURN_IF_ERROR(access::GetOffice(snapshot, request.from_office()).status());
  ASSIGN_OR_RETURN(const bool own, access::IsOffice(snapshot, request.to_office()));
  if (!own) return absl::OkStatus();
  return BadField("to_office", request.to_office(), "an office outside this store");
}

absl::StatusOr<v1::GetDocumentResponse> ReadAt(storage::Snapshot& snapshot, const DocumentPlace& place) {
  ASSIGN_OR_RETURN(const auto row, FindDocument(snapshot, place));
  if (!row.has_value()) return Refuse(Reason::kUnknownDocument, {{"document", IdOf(place)}});
  v1::GetDocumentResponse found;
  ASSIGN_OR_RETURN(*found.mutable_document(), ToApi(place, *row));
  return found;
}

absl::StatusOr<v1::SubmittedDocument> TakeOne(Txn& txn, const Act& act, const v1::SignedDocument& document,
                                              stock::Loans* loans, stock::Packs* packs) {
  ASSIGN_OR_RETURN(const Taken taken, TakeDocument(txn, act, document, loans, packs));
  ASSIGN_OR_RETURN(v1::GetDocumentResponse found, ReadAt(txn, taken.place));
  v1::SubmittedDocument result;
  result.set_result(taken.known ? v1::SubmittedDocument::RESULT_KNOWN
                                : v1::SubmittedDocument::RESULT_APPLIED);
  *result.mutable_document() = std::move(*found.mutable_document());
  return result;
}

// What the bytes say is shown with the refusal, as far as they can be read; nobody has vouched for it.
v1::SubmittedDocument Refused(const absl::Status& refusal, const v1::SignedDocument& document) {
  v1::SubmittedDocument result;
  result.set_result(v1::SubmittedDocument::RESULT_REFUSED);
  auto content = OpenContent(document);
  if (content.ok()) *result.mutable_document()->mutable_content() = *std::move(content);
  common::v1::ItemError& error = *result.mutable_error();
  error.set_code(static_cast<int>(refusal.code()));
  error.set_reason(ReasonOf(refusal));
  error.set_message(std::string(ToStd(refusal.message())));
  error.set_message_id(IndonesianOf(refusal));
  return result;
}

}  // namespace

absl::StatusOr<v1::TrustOfficeResponse> Documents::Trust(const Act& act,
                                                         const v1::TrustOfficeRequest& request) {
  using Response = v1::TrustOfficeResponse;
  RETURN_IF_ERROR(access::CheckRight(act.actor, access::Verb::kConfigure, access::Right::kTwo));
  RETURN_IF_ERROR(ValidateTrustOffice(request));
  if (!act.actor.named) return Refuse(Reason::kNamedPersonNeeded, {{"what", "Trusting a key"}});
  RETURN_IF_ERROR(pins_.Check(access::AccountOf(act.actor), request.pin(), act.now).status());
  const access::NewProposal wanted = Wanted(request);
  const auto open = [&](Txn& txn) -> absl::StatusOr<Response> {
    RETURN_IF_ERROR(CheckTrust(txn, wanted.act.trust()));
    Response opened;
    ASSIGN_OR_RETURN(*opened.mutable_proposal(), book_.Open(txn, act, wanted));
    return opened;
  };
  ASSIGN_OR_RETURN(Response response, storage::UpdateFor<Response>(store_, kTrust, [&](Txn& txn) {
                     return access::Once<Response>(txn, act, kTrust, [&] { return open(txn); });
                   }));
  ASSIGN_OR_RETURN(*response.mutable_proposal(), book_.Read(store_, response.proposal().proposal_id()));
  return response;
}

absl::StatusOr<v1::MakeDocumentResponse> Documents::Make(const Act& act,
                                                         const v1::MakeDocumentRequest& request) {
  using Response = v1::MakeDocumentResponse;
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateMake(request));
  RETURN_IF_ERROR(access::CheckScope(act.actor, request.from_office()));
  // The request row keeps the id; the rest is read again.
  const auto make = [&](Txn& txn) -> absl::StatusOr<Response> {
    RETURN_IF_ERROR(CheckEnds(txn, request));
    ASSIGN_OR_RETURN(const DocumentPlace place, MakeDocument(txn, act, ContentOf(request)));
    Response made;
    made.mutable_document()->set_document_id(IdOf(place));
    return made;
  };
  ASSIGN_OR_RETURN(Response response, storage::UpdateFor<Response>(store_, kMake, [&](Txn& txn) {
                     return access::Once<Response>(txn, act, kMake, [&] { return make(txn); });
                   }));
  ASSIGN_OR_RETURN(v1::GetDocumentResponse found, Get(act.actor, response.document().document_id()));
  *response.mutable_document() = std::move(*found.mutable_document());
  return response;
}

absl::StatusOr<v1::SubmitDocumentsResponse> Documents::Submit(const Act& act,
                                                              const v1::SubmitDocumentsRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateSubmit(request));
  v1::SubmitDocumentsResponse response;
  for (const v1::SignedDocument& document : request.documents()) {
    auto result = storage::UpdateFor<v1::SubmittedDocument>(
        store_, kTake, [&](Txn& txn) { return TakeOne(txn, act, document, loans_, packs_); });
    if (!result.ok() && ReasonOf(result.status()).empty()) return result.status();
    *response.add_results() = result.ok() ? *std::move(result) : Refused(result.status(), document);
  }
  return response;
}

}  // namespace blangko::documents
