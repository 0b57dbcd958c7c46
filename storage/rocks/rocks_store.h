// The rocks engine: a store in one directory of this machine, for one process.
//
// The directory holds `lock`, `witness` and `db/`. Opening looks before it touches: the database is first opened for
// reading and compared with the commit witness; only when nothing acknowledged is missing is it opened for writing.
//
// Failure: FAILED_PRECONDITION when another process holds the directory; DATA_LOSS when the database holds less than
// was acknowledged, or something else, and nothing on disk is changed then; UNAVAILABLE when the disk is almost full.
// After the opening as store.h; a disk that fails ends the process (executor.h).
// Threads: as store.h.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "base/clock.h"
#include "storage/store.h"

namespace blangko::storage {

struct RocksOptions {
  std::string directory;                           // is made if missing
  uint64_t free_space_floor = uint64_t{64} << 20;  // bytes; below it nothing is opened and no write accepted
  Limits limits = {};
  const Clock* clock = nullptr;  // ages the Views; null = the machine's
};

absl::StatusOr<std::unique_ptr<Store>> OpenRocksStore(const RocksOptions& options);

}  // namespace blangko::storage
