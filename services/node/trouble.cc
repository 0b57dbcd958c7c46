#include "services/node/trouble.h"

#include "absl/strings/str_cat.h"
#include "services/refusal/refusal.h"
#include "storage/disk_space.h"

namespace blangko::node {
namespace {

constexpr absl::Duration kLookAgain = absl::Seconds(30);

std::string Mebibytes(uint64_t bytes) { return absl::StrCat(bytes >> 20); }

}  // namespace

absl::Status AdviseOnStore(const absl::Status& status) {
  const auto space = storage::DiskSpaceOf(status);
  if (!space.has_value()) return status;
  return RefuseForNow(Reason::kDiskFull, kLookAgain,
                      {{"free", Mebibytes(space->free_bytes)}, {"floor", Mebibytes(space->floor_bytes)}});
}

absl::Status AdviseOnOpening(const absl::Status& status, const std::string& directory) {
  if (absl::IsFailedPrecondition(status)) return Refuse(Reason::kStoreInUse, {{"directory", directory}});
  return AdviseOnStore(status);
}

std::string CannotStart(const absl::Status& status) {
  const std::string indonesian = IndonesianOf(status);
  const std::string first =
      indonesian.empty() ? "" : absl::StrCat("blangkod: tidak dapat dijalankan: ", indonesian, "\n");
  return absl::StrCat(first, "blangkod: cannot start: ", status.message(), "\n");
}

}  // namespace blangko::node
