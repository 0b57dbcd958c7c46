// The row in which a store keeps what it knows about itself: id, epoch, the secret of the pseudonyms, the horizon of
// request ids (rows.v1.MetaRow).
//
// Failure: storage errors pass through. Threads: borrows one Txn or Store.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/ids.h"
#include "blangko/rows/v1/storage.pb.h"
#include "storage/store.h"
#include "storage/txn.h"

namespace blangko::storage {

std::string MetaKey();

// The row, or an empty one before OpenMeta.
absl::StatusOr<rows::v1::MetaRow> ReadMeta(Snapshot& snapshot);

// The row; at the first start of a store it is made, with epoch 1, a new id and a new secret key.
absl::StatusOr<rows::v1::MetaRow> OpenMeta(Store& store, IdSource& ids, absl::Time now);

}  // namespace blangko::storage
