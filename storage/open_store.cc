#include "storage/open_store.h"

#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "storage/memory/memory_store.h"
#include "storage/rocks/rocks_store.h"

namespace blangko::storage {
namespace {

constexpr std::string_view kRocks = "rocks:";
constexpr std::string_view kMemory = "memory:";

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> OpenStore(std::string_view name) {
  if (name == kMemory) return std::make_unique<MemoryStore>();
  if (name.starts_with(kRocks) && name.size() > kRocks.size()) {
    return OpenRocksStore({.directory = std::string(name.substr(kRocks.size()))});
  }
  return absl::InvalidArgumentError(
      absl::StrCat("unknown store \"", ToAbsl(name), "\"; want \"rocks:DIRECTORY\" or \"memory:\""));
}

}  // namespace blangko::storage
