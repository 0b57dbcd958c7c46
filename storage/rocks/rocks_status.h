// What RocksDB answers, in our codes. Corruption is DATA_LOSS; a full or failing disk, and everything else that the
// caller cannot help, is UNAVAILABLE; a conflict is ABORTED.
#pragma once

#include "absl/status/status.h"
#include "rocksdb/status.h"

namespace blangko::storage {

absl::Status FromRocks(const rocksdb::Status& status);

}  // namespace blangko::storage
