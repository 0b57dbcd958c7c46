// A file of documents between stores: one JSON object a line. "content" and "signature" are base64 and are what counts;
// the other fields say to people what is inside.
//
// Failure: what is wrong with the file and its line. Threads: one.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/documents/v1/documents.pb.h"

namespace blangko::cli {

using SignedDocuments = std::vector<documents::v1::SignedDocument>;

// Writes a new file; an existing one is not touched.
absl::Status WriteDocumentFile(const std::string& path, const SignedDocuments& documents);
absl::StatusOr<SignedDocuments> ReadDocumentFile(const std::string& path);

}  // namespace blangko::cli
