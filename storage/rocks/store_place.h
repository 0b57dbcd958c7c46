// What an opening needs to know of a directory in which a store is being made (storage/store_place.h).
#pragma once

#include <string>

#include "absl/status/status.h"

namespace blangko::storage {

// FAILED_PRECONDITION when the making of a store in it did not come to its end; OK, and nothing is left of it, when it did.
absl::Status CheckRestoreEnded(const std::string& directory);

}  // namespace blangko::storage
