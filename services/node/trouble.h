// What a node says of an error of the store: the refusal that tells people, and clients, what to do.
//
// Threads: pure.
#pragma once

#include <string>

#include "absl/status/status.h"

namespace blangko::node {

// DISK_FULL for a disk that is almost full; everything else as it is.
absl::Status AdviseOnStore(const absl::Status& status);

// As AdviseOnStore, for the opening of the store in `directory`: also STORE_IN_USE.
absl::Status AdviseOnOpening(const absl::Status& status, const std::string& directory);

// How a node says that it cannot start: Indonesian, then English.
std::string CannotStart(const absl::Status& status);

}  // namespace blangko::node
