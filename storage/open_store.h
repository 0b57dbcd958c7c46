// Opens a store by name: "rocks:DIR" or "memory:".
//
// Failure: INVALID_ARGUMENT for an unknown engine; FAILED_PRECONDITION when another process holds the directory;
//          UNIMPLEMENTED when a newer release wrote the directory (store_format.h): nothing is changed then;
//          DATA_LOSS when the directory holds less than was acknowledged (commit witness) or is damaged: nothing is
//          opened for writing then, and store_damage.h says what is missing.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "storage/scrub_progress.h"
#include "storage/store.h"
#include "storage/store_look.h"

namespace blangko::storage {

struct OpenOptions {
  RowCheck check_rows = {};  // asked before a directory is opened for writing; may be empty
  std::optional<uint64_t> free_space_floor = {};  // bytes; nothing = DefaultFloor (disk_space.h)
  std::shared_ptr<ScrubProgress> scrub = {};      // null = files are not scrubbed
  bool keep_ballast = false;                      // a file to be given up when the disk is full
};

absl::StatusOr<std::unique_ptr<Store>> OpenStore(std::string_view name, const OpenOptions& options = {});

// Where a store of that name keeps its checkpoints; empty for an engine without files.
std::string CheckpointsOf(std::string_view name);

// Opens a store of which only the named groups are lost. The first commit makes the loss a fact; until then the store is
// as it was. FAILED_PRECONDITION when that is not what is missing.
absl::StatusOr<std::unique_ptr<Store>> OpenAfterLoss(const std::string& directory, const AcceptedLoss& loss);

}  // namespace blangko::storage
