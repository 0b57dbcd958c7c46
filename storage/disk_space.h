// The refusal of a store whose disk is almost full: UNAVAILABLE, nothing was changed, and the numbers travel inside the
// status, so that those above can say what to do.
//
// Threads: pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/status/status.h"

namespace blangko::storage {

struct DiskSpace {
  uint64_t free_bytes = 0;
  uint64_t floor_bytes = 0;  // below it nothing is accepted
};

absl::Status DiskAlmostFull(std::string_view directory, const DiskSpace& space);

// The numbers inside a status made by DiskAlmostFull.
std::optional<DiskSpace> DiskSpaceOf(const absl::Status& status);

}  // namespace blangko::storage
