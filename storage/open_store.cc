#include "storage/open_store.h"

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "storage/memory/memory_store.h"
#include "storage/rocks/checkpoint.h"
#include "storage/rocks/rocks_store.h"

namespace blangko::storage {
namespace {

constexpr std::string_view kRocks = "rocks:";
constexpr std::string_view kMemory = "memory:";

absl::StatusOr<std::unique_ptr<Store>> OpenRocks(const std::string& directory, const OpenOptions& options) {
  RocksOptions rocks{.directory = directory,
                     .keep_ballast = options.keep_ballast,
                     .check_rows = options.check_rows,
                     .scrub = options.scrub};
  if (options.free_space_floor.has_value()) rocks.free_space_floor = *options.free_space_floor;
  if (!options.free_space_floor.has_value()) {
    ASSIGN_OR_RETURN(rocks.free_space_floor, FloorOf(directory));
  }
  return OpenRocksStore(rocks);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> OpenStore(std::string_view name, const OpenOptions& options) {
  if (name == kMemory) return std::make_unique<MemoryStore>();
  if (name.starts_with(kRocks) && name.size() > kRocks.size()) {
    return OpenRocks(std::string(name.substr(kRocks.size())), options);
  }
  return absl::InvalidArgumentError(
      absl::StrCat("unknown store \"", ToAbsl(name), "\"; want \"rocks:DIRECTORY\" or \"memory:\""));
}

std::string CheckpointsOf(std::string_view name) {
  if (!name.starts_with(kRocks)) return "";
  return CheckpointsPath(std::string(name.substr(kRocks.size())));
}

absl::StatusOr<std::unique_ptr<Store>> OpenAfterLoss(const std::string& directory, const AcceptedLoss& loss) {
  return OpenRocksStore({.directory = directory, .accepted_loss = loss});
}

}  // namespace blangko::storage
