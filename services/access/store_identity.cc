#include "services/access/store_identity.h"

#include "base/status_macros.h"
#include "storage/layers/meta.h"

namespace blangko::access {
namespace {

constexpr size_t kKeyBytes = 32;

}  // namespace

absl::StatusOr<rows::v1::MetaRow> EnsureStoreIdentity(storage::Store& store, IdSource& ids, absl::Time now) {
  return storage::OpenMeta(store, ids, now);
}

absl::StatusOr<rows::v1::MetaRow> ReadIdentity(storage::Snapshot& snapshot) {
  ASSIGN_OR_RETURN(auto meta, storage::ReadMeta(snapshot));
  if (meta.hash_key().empty()) return absl::FailedPreconditionError("store identity: not made yet");
  if (meta.hash_key().size() != kKeyBytes) return absl::DataLossError("store identity: key of a wrong size");
  return meta;
}

}  // namespace blangko::access
