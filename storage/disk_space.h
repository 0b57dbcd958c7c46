// The refusal of a store whose disk is almost full: UNAVAILABLE, nothing was changed, and the numbers travel inside the
// status, so that those above can say what to do.
//
// Threads: pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace blangko::storage {

struct DiskSpace {
  uint64_t free_bytes = 0;
  uint64_t floor_bytes = 0;  // below it nothing is accepted
};

absl::Status DiskAlmostFull(std::string_view directory, const DiskSpace& space);

// The numbers inside a status made by DiskAlmostFull.
std::optional<DiskSpace> DiskSpaceOf(const absl::Status& status);

// The floor of a file system of that size: a tenth of it, at least 1 GiB, at most 10 GiB.
uint64_t DefaultFloor(uint64_t total_bytes);

// Removes the file that a store keeps for the day when its disk is full; the bytes that are free now. NOT_FOUND when
// there is none; INVALID_ARGUMENT where there is no store; FAILED_PRECONDITION while another process has it open.
absl::StatusOr<uint64_t> GiveUpBallast(const std::string& directory);

}  // namespace blangko::storage
