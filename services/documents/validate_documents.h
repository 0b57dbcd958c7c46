// Validation of documents and of the requests about them: pure, before anything is read.
//
// Failure: INVALID_FIELD with field, got and want; RECEIPT_DOES_NOT_ADD_UP. Threads: pure.
#pragma once

#include "absl/status/status.h"
#include "blangko/documents/v1/documents_service.pb.h"

namespace blangko::documents {

inline constexpr int kSubmitMax = 100;  // documents in one request

// That the parts of a document fit its kind and one another.
absl::Status ValidateContent(const v1::DocumentContent& content);

absl::Status ValidateTrustOffice(const v1::TrustOfficeRequest& request);
absl::Status ValidateSubmit(const v1::SubmitDocumentsRequest& request);
absl::Status ValidateMake(const v1::MakeDocumentRequest& request);

}  // namespace blangko::documents
