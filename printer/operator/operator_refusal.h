// Refusals of what a person at the station asks, beside those that a use case makes itself by Told.
//
// Threads: pure functions.
#pragma once

#include <string_view>

#include "absl/status/status.h"

namespace blangko::printer {

// What was wrong with what a person asked; everything else is about the disk.
bool IsRefusal(const absl::Status& status);

// INVALID_ARGUMENT unless it is a name as it may stand in the journal: 1 to 100 bytes of UTF-8, nothing that
// moves a cursor.
absl::Status CheckName(std::string_view name);
// The same for the other one of two persons.
absl::Status CheckSecondName(std::string_view name);
// The same for the id of a station or printer that an option gave.
absl::Status CheckId(std::string_view option, std::string_view id);

}  // namespace blangko::printer
