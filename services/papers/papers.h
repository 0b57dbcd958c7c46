// Papers: numbered, kept with their facts, drawn the same for ever. One paper per kind and subject holds; a voided one
// keeps its number.
//
// Failure: PAPER_ISSUED, PAPER_NOT_DUE, PAPER_SETTINGS_MISSING, PAPER_VOIDED, UNKNOWN_PAPER, UNKNOWN_SHIPMENT,
//          UNKNOWN_LOT, UNKNOWN_COUNT, UNKNOWN_DESTRUCTION, UNKNOWN_OFFICE, OUT_OF_SCOPE, NOT_ALLOWED, INVALID_FIELD;
//          storage errors pass through.
// Threads: any.
#pragma once

#include "absl/status/statusor.h"
#include "blangko/papers/v1/papers_service.pb.h"
#include "services/access/actor.h"
#include "services/access/page.h"
#include "services/papers/ports.h"
#include "storage/store.h"

namespace blangko::papers {

class Papers {
 public:
  // Both outlive it; without a source there is no BA kehilangan.
  explicit Papers(storage::Store& store, LossFactsSource* losses = nullptr)
      : store_(store), losses_(losses) {}

  // The next version of the office's settings. Papers that were issued keep theirs.
  absl::StatusOr<v1::SetPaperSettingsResponse> SetSettings(const access::Act& act,
                                                           const v1::SetPaperSettingsRequest& request);
  absl::StatusOr<v1::PaperSettings> GetSettings(const access::Actor& actor,
                                                const v1::GetPaperSettingsRequest& request);

  absl::StatusOr<v1::IssuePaperResponse> Issue(const access::Act& act, const v1::IssuePaperRequest& request);
  absl::StatusOr<v1::VoidPaperResponse> Void(const access::Act& act, const v1::VoidPaperRequest& request);
  absl::StatusOr<v1::RecordScanResponse> RecordScan(const access::Act& act,
                                                    const v1::RecordScanRequest& request);

  absl::StatusOr<v1::GetStockAtResponse> StockAt(const access::Act& act,
                                                 const v1::GetStockAtRequest& request);
  absl::StatusOr<v1::GetPaperResponse> Get(const access::Actor& actor, const v1::GetPaperRequest& request);
  absl::StatusOr<access::PageOf<v1::Paper>> List(const access::Actor& actor,
                                                 const v1::ListPapersRequest& request,
                                                 const access::PageRequest& page);

 private:
  storage::Store& store_;
  LossFactsSource* const losses_;
};

}  // namespace blangko::papers
