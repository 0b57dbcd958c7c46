// Versions that are numbers with dots, compared number by number; what lacks at the end is 0.
//
// Threads: pure.
#pragma once

#include <string_view>

namespace blangko {

// "8", "8.2.1": 1 to 4 numbers of at most 6 digits.
bool IsDottedVersion(std::string_view text);

// Negative when `a` is older than `b`, 0 when they are the same, positive otherwise. Both are versions.
int CompareVersions(std::string_view a, std::string_view b);

}  // namespace blangko
