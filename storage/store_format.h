// The format of a store: a number that grows when rows are written that the release before cannot read.
//
// A program opens stores up to the format that it reads, and refuses newer ones before anything else is looked at and
// before a byte is changed. Formats grow in two releases: the first one reads the new format and goes on writing the old
// one, the next one writes it. So a release can always be taken back by one without a step for the data.
// Threads: pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/status/status.h"
#include "storage/txn.h"

namespace blangko::storage {

// Newest format that this build reads. Format 1 is the only one so far.
inline constexpr uint64_t kFormatRead = 1;

struct NewerFormat {
  uint64_t got = 0;
  uint64_t want = 0;  // at most

  bool operator==(const NewerFormat&) const = default;
};

// UNIMPLEMENTED when a newer release wrote the store. Rows that cannot be read are no matter of the format: OK.
absl::Status CheckFormat(std::string_view directory, Snapshot& rows);

// What is inside a status made by CheckFormat.
std::optional<NewerFormat> NewerFormatOf(const absl::Status& status);

}  // namespace blangko::storage
