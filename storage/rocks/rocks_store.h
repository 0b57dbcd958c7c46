// The rocks engine: a store in one directory of this machine, for one process.
//
// The directory holds `lock`, `witness` and `db/`, and beside them `manifest` (manifest_mark.h), `scrub` and `damaged`
// (scrub.h) and `ballast` (ballast.h). Opening looks before it touches: the database is first opened for reading and
// compared with the commit witness; only when nothing acknowledged is missing is it opened for writing.
//
// Failure: FAILED_PRECONDITION when another process holds the directory; UNIMPLEMENTED when a newer release wrote it
//          (store_format.h); DATA_LOSS when the database holds less than
// was acknowledged, or something else (store_damage.h), and nothing on disk is changed then; UNAVAILABLE when the disk
// has no room even for the opening.
// After the opening as store.h; a disk that fails ends the process (executor.h).
// Threads: as store.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "base/clock.h"
#include "storage/scrub_progress.h"
#include "storage/store.h"
#include "storage/store_look.h"

namespace blangko::storage {

struct RocksOptions {
  std::string directory;                           // is made if missing
  uint64_t free_space_floor = uint64_t{64} << 20;  // bytes; below it no write is accepted, and reads go on
  bool keep_ballast = false;                       // ballast.h
  Limits limits = {};
  const Clock* clock = nullptr;  // ages the Views; null = the machine's
  // Opens a store that lost just these groups. Nothing is accepted before the first commit.
  std::optional<AcceptedLoss> accepted_loss = {};
  RowCheck check_rows = {};                   // looked at before the opening for writing; may be empty
  std::shared_ptr<ScrubProgress> scrub = {};  // null = the files are not scrubbed
};

// The default floor of the disk that holds `directory`, which is made if missing.
absl::StatusOr<uint64_t> FloorOf(const std::string& directory);

absl::StatusOr<std::unique_ptr<Store>> OpenRocksStore(const RocksOptions& options);

}  // namespace blangko::storage
