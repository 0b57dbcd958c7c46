// The key with which this store signs its documents, and fingerprints of keys for people.
//
// Made with the store, or at the first start of a release that has documents; it is a row of the store and therefore in
// every backup, and is left out of exports. It does not rotate: what was signed stays provable.
// Failure: FAILED_PRECONDITION when it was not made yet; storage errors pass through.
// Threads: EnsureDocumentKey any; the others borrow one Snapshot or are pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/hash.h"
#include "blangko/documents/v1/documents.pb.h"
#include "blangko/rows/v1/documents.pb.h"
#include "storage/store.h"

namespace blangko::documents {

// Makes the key unless the store has one.
absl::Status EnsureDocumentKey(storage::Store& store, absl::Time now);

absl::StatusOr<rows::v1::DocumentKey> ReadDocumentKey(storage::Snapshot& snapshot);
SigningKey SigningKeyOf(const rows::v1::DocumentKey& row);

// 120 bits of a digest of the key, as two people read it out: "k3vz-…", six groups of four of a-z and 2-7.
std::string FingerprintOf(std::string_view public_key);

// 64 hexadecimal digits, in either case, as 32 bytes; nothing for anything else.
std::optional<std::string> ParsePublicKey(std::string_view text);

// What this store shows to others.
absl::StatusOr<v1::StoreIdentity> ReadStoreIdentity(storage::Snapshot& snapshot);

}  // namespace blangko::documents
