// The station's Ed25519 key, made at its first start and kept in <directory>/station.key (owner only, 64 hex
// digits).
//
// Failure: UNAVAILABLE when the disk refuses; DATA_LOSS for a file that holds no key: it is never replaced
//          silently.
// Threads: one process at a time.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "base/hash.h"

namespace blangko::printer {

absl::StatusOr<SigningKey> LoadOrMakeKey(const std::string& directory);
// NOT_FOUND when it was not made yet.
absl::StatusOr<SigningKey> ReadStationKey(const std::string& directory);

}  // namespace blangko::printer
