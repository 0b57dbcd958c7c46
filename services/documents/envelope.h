// The envelope of a document: its bytes and the signature over them.
//
// What is signed is a prefix that no other signature of Blangko has, and the bytes as they are sent; they are never
// encoded again, so a reader that knows fewer fields checks the same signature.
// Failure: OpenContent INVALID_FIELD. Threads: pure.
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "base/hash.h"
#include "blangko/documents/v1/documents.pb.h"

namespace blangko::documents {

inline constexpr size_t kContentMax = 256 * 1024;  // bytes

v1::SignedDocument SignContent(const SigningKey& key, const v1::DocumentContent& content);
bool HasSignatureOf(std::string_view public_key, const v1::SignedDocument& document);

// The content, unchecked but for its form; INVALID_FIELD for bytes that are none.
absl::StatusOr<v1::DocumentContent> OpenContent(const v1::SignedDocument& document);

}  // namespace blangko::documents
