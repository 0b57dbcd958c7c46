// The UID of a contactless chip (ISO 14443): 4, 7 or 10 bytes, written in capital hex digits without separators.
//
// Failure: INVALID_ARGUMENT for anything else, also for the 4-byte numbers beginning with 08, which a chip draws anew
//          each time and which therefore say nothing about it. Threads: pure.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace blangko {

// From text as programs write it: any case, with ':', '-' or blanks between.
absl::StatusOr<std::string> ParseChipUid(std::string_view text);
absl::StatusOr<std::string> ChipUidOf(std::string_view bytes);

}  // namespace blangko
