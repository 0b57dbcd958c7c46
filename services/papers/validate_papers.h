// Rules of the requests about papers, without a look at the store.
//
// Failure: INVALID_FIELD with field, got and want. Threads: pure.
#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/papers/v1/papers_service.pb.h"
#include "services/papers/paper_table.h"

namespace blangko::papers {

inline constexpr int kScansMax = 100;  // of one paper

absl::Status ValidateSettings(const v1::PaperSettings& settings);
absl::Status ValidateStockAt(const v1::StockAtDay& at);
absl::Status ValidateIssue(const v1::IssuePaperRequest& request);
absl::Status ValidateVoid(const v1::VoidPaperRequest& request);
absl::Status ValidateScan(const v1::RecordScanRequest& request);
// UNKNOWN_PAPER for a text that is no paper's id.
absl::StatusOr<PaperRef> ReadPaperId(const std::string& paper_id);

}  // namespace blangko::papers
