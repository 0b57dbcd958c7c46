// The store's own identity: its id, its epoch and the secret key of the pseudonyms of NIKs.
//
// Made once, with the store; never rotates, because record and person ids are made with it. It lives in a row of the
// store (storage/layers/meta.h) and therefore in every backup.
// Failure: FAILED_PRECONDITION when it was not made yet; DATA_LOSS for a key of a wrong size.
// Threads: borrows one Snapshot; EnsureStoreIdentity may be called from any thread.
#pragma once

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/ids.h"
#include "blangko/rows/v1/storage.pb.h"
#include "storage/store.h"

namespace blangko::access {

// Makes the identity unless the store has one; answers the one that holds.
absl::StatusOr<rows::v1::MetaRow> EnsureStoreIdentity(storage::Store& store, IdSource& ids, absl::Time now);

absl::StatusOr<rows::v1::MetaRow> ReadIdentity(storage::Snapshot& snapshot);

}  // namespace blangko::access
