// Documents: the use cases of what crosses between this store and offices outside it.
//
// Every document that is taken is one transaction: applied whole with one log entry, or refused with nothing changed. It
// needs no request row, because its number stands for it. Shipments and receipts are made by stock's own acts (outgoing.h).
// Failure: refusals of incoming.h, trust_executor.h and validate_documents.h; storage errors pass through. Threads: any.
#pragma once

#include <optional>
#include <string_view>

#include "absl/status/statusor.h"
#include "blangko/documents/v1/documents_service.pb.h"
#include "services/access/page.h"
#include "services/access/pins.h"
#include "services/access/proposal_book.h"
#include "services/documents/document_table.h"
#include "services/stock/ports.h"
#include "storage/store.h"

namespace blangko::documents {

using access::PageOf;
using access::PageRequest;

class Documents {
 public:
  // All outlive it. No `loans`: a shipment that lends or repays is taken as any other; no
  // `packs`: the packs that a document names stay names.
  Documents(storage::Store& store, access::Pins& pins, const access::ProposalBook& book,
            stock::Loans* loans = nullptr, stock::Packs* packs = nullptr)
      : store_(store), pins_(pins), book_(book), loans_(loans), packs_(packs) {}

  // ---- changes (documents.cc) ----------------------------------------------------------------------------------
  // A proposal for another person; NAMED_PERSON_NEEDED for one without a login.
  absl::StatusOr<v1::TrustOfficeResponse> Trust(const access::Act& act,
                                                const v1::TrustOfficeRequest& request);
  absl::StatusOr<v1::MakeDocumentResponse> Make(const access::Act& act,
                                                const v1::MakeDocumentRequest& request);
  // Refusals are in the results; an error of the store ends it, and the same request again goes on.
  absl::StatusOr<v1::SubmitDocumentsResponse> Submit(const access::Act& act,
                                                     const v1::SubmitDocumentsRequest& request);

  // ---- reading (documents_reads.cc) ----------------------------------------------------------------------------
  absl::StatusOr<v1::StoreIdentity> Identity();
  absl::StatusOr<PageOf<v1::ForeignOffice>> ListOffices(const PageRequest& page);
  absl::StatusOr<PageOf<v1::SignedDocument>> Export(const access::Actor& actor,
                                                    const v1::ExportDocumentsRequest& request,
                                                    const PageRequest& page);
  // UNKNOWN_DOCUMENT also for one of an office outside the actor's area.
  absl::StatusOr<v1::GetDocumentResponse> Get(const access::Actor& actor, std::string_view document_id);
  absl::StatusOr<PageOf<v1::Document>> List(const access::Actor& actor, bool sent, const PageRequest& page);
  absl::StatusOr<v1::ListMissingDocumentsResponse> Missing(const access::Act& act);

 private:
  storage::Store& store_;
  access::Pins& pins_;
  const access::ProposalBook& book_;
  stock::Loans* loans_;
  stock::Packs* packs_;
};

// A row as the API shows it.
absl::StatusOr<v1::Document> ToApi(const DocumentPlace& place, const DocumentRow& row);

}  // namespace blangko::documents
