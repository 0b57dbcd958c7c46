#include "storage/disk_space.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/cord.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/text.h"

namespace blangko::storage {
namespace {

constexpr char kPayloadUrl[] = "blangko/storage/disk_space";  // "<free bytes> <floor bytes>"

}  // namespace

absl::Status DiskAlmostFull(std::string_view directory, const DiskSpace& space) {
  absl::Status status = absl::UnavailableError(
      absl::StrCat("the disk of ", ToAbsl(directory), " is almost full: ", space.free_bytes >> 20,
                   " MiB free, ", space.floor_bytes >> 20, " MiB needed; nothing was changed"));
  status.SetPayload(kPayloadUrl, absl::Cord(absl::StrCat(space.free_bytes, " ", space.floor_bytes)));
  return status;
}

std::optional<DiskSpace> DiskSpaceOf(const absl::Status& status) {
  const auto payload = status.GetPayload(kPayloadUrl);
  if (!payload.has_value()) return std::nullopt;
  const std::string text(*payload);
  const std::vector<std::string> numbers = absl::StrSplit(text, ' ');
  DiskSpace space;
  const bool fits = numbers.size() == 2 && absl::SimpleAtoi(numbers[0], &space.free_bytes) &&
                    absl::SimpleAtoi(numbers[1], &space.floor_bytes);
  return fits ? std::optional(space) : std::nullopt;
}

uint64_t DefaultFloor(uint64_t total_bytes) {
  return std::clamp(total_bytes / 10, uint64_t{1} << 30, uint64_t{10} << 30);
}

}  // namespace blangko::storage
