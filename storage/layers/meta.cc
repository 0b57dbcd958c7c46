#include "storage/layers/meta.h"

#include "base/hash.h"
#include "base/status_macros.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::storage {

using rows::v1::MetaRow;

std::string MetaKey() { return KeyWriter(Table::kMeta).Text("store").Take(); }

absl::StatusOr<MetaRow> ReadMeta(Snapshot& snapshot) {
  ASSIGN_OR_RETURN(std::optional<MetaRow> row, GetRow<MetaRow>(snapshot, MetaKey()));
  return row.has_value() ? *std::move(row) : MetaRow();
}

absl::StatusOr<MetaRow> OpenMeta(Store& store, IdSource& ids, absl::Time now) {
  // Looked at first: a store whose disk is full has an identity and takes no write.
  ASSIGN_OR_RETURN(const MetaRow known, ViewFor<MetaRow>(store, ReadMeta));
  if (!known.store_id().empty()) return known;
  MetaRow fresh;  // drawn here: the closure may run more than once and must write the same
  fresh.set_store_epoch(1);
  fresh.set_store_id(ids.Next());
  fresh.set_hash_key(NewSecretKey());
  fresh.set_created_micros(absl::ToUnixMicros(now));
  return UpdateFor<MetaRow>(store, "storage.open_meta", [&](Txn& txn) -> absl::StatusOr<MetaRow> {
    ASSIGN_OR_RETURN(const MetaRow row, ReadMeta(txn));
    if (!row.store_id().empty()) return row;
    MetaRow made = fresh;
    made.set_request_horizon(row.request_horizon());
    PutRow(txn, MetaKey(), made);
    return made;
  });
}

}  // namespace blangko::storage
