// How RocksDB is opened: durable commits, bounded memory and recovery time, and no pile of tombstones at the head of
// a line. storage/README.md says why each option is what it is.
#pragma once

#include <memory>
#include <string>

#include "rocksdb/options.h"

namespace blangko::storage {

// For writing the store in `directory`. Ends the process when RocksDB meets an error in the background: from then on it
// would refuse writes.
rocksdb::Options WritableOptions(const std::string& directory);

// For the look before the writable opening: changes and adds no file.
rocksdb::Options ReadOnlyOptions();

}  // namespace blangko::storage
