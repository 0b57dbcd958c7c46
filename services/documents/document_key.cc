#include "services/documents/document_key.h"

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "base/status_macros.h"
#include "services/access/store_identity.h"
#include "services/access/wire_time.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::documents {
namespace {

using KeyRow = rows::v1::DocumentKey;

constexpr size_t kKeyBytes = 32;
constexpr size_t kShownBytes = 15;
constexpr size_t kGroup = 4;

std::string RowKey() { return storage::KeyWriter(storage::Table::kMeta).Text("document_key").Take(); }

absl::StatusOr<KeyRow> FindKey(storage::Snapshot& snapshot) {
  ASSIGN_OR_RETURN(const std::optional<KeyRow> row, storage::GetRow<KeyRow>(snapshot, RowKey()));
  return row.value_or(KeyRow());
}

}  // namespace

absl::Status EnsureDocumentKey(storage::Store& store, absl::Time now) {
  // Looked at first: a store whose disk is full has a key and takes no write.
  ASSIGN_OR_RETURN(const KeyRow known, storage::ViewFor<KeyRow>(store, FindKey));
  if (!known.seed().empty()) return absl::OkStatus();
  const SigningKey fresh = NewSigningKey();  // drawn here: the closure may run more than once
  return store.Update("documents.make_key", [&](storage::Txn& txn) -> absl::Status {
    ASSIGN_OR_RETURN(KeyRow row, FindKey(txn));
    if (!row.seed().empty()) return absl::OkStatus();
    row.set_seed(fresh.seed);
    row.set_public_key(fresh.public_key);
    row.set_created_micros(absl::ToUnixMicros(now));
    storage::PutRow(txn, RowKey(), row);
    return absl::OkStatus();
  });
}

absl::StatusOr<KeyRow> ReadDocumentKey(storage::Snapshot& snapshot) {
  ASSIGN_OR_RETURN(KeyRow row, FindKey(snapshot));
  if (row.seed().empty()) return absl::FailedPreconditionError("document key: not made yet");
  if (row.seed().size() != kKeyBytes) return absl::DataLossError("document key: of a wrong size");
  return row;
}

SigningKey SigningKeyOf(const KeyRow& row) { return {.seed = row.seed(), .public_key = row.public_key()}; }

std::string FingerprintOf(std::string_view public_key) {
  const std::string digest = Digest({"blangko-document-key-v1", public_key});
  const std::string letters = ToBase32(std::string_view(digest).substr(0, kShownBytes));
  std::string shown;
  for (size_t at = 0; at < letters.size(); at += kGroup) {
    if (at > 0) shown += '-';
    shown += letters.substr(at, kGroup);
  }
  return shown;
}

std::optional<std::string> ParsePublicKey(std::string_view text) {
  if (text.size() != 2 * kKeyBytes) return std::nullopt;
  for (const char c : text) {
    if (!absl::ascii_isxdigit(static_cast<unsigned char>(c))) return std::nullopt;
  }
  return absl::HexStringToBytes(std::string(text));
}

absl::StatusOr<v1::StoreIdentity> ReadStoreIdentity(storage::Snapshot& snapshot) {
  ASSIGN_OR_RETURN(const rows::v1::MetaRow meta, access::ReadIdentity(snapshot));
  ASSIGN_OR_RETURN(const KeyRow key, ReadDocumentKey(snapshot));
  v1::StoreIdentity identity;
  identity.set_store_id(meta.store_id());
  identity.set_store_epoch(meta.store_epoch());
  identity.set_public_key(ToHex(key.public_key()));
  identity.set_fingerprint(FingerprintOf(key.public_key()));
  *identity.mutable_create_time() = access::ToWire(key.created_micros());
  return identity;
}

}  // namespace blangko::documents
