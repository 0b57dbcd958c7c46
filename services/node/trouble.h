// What a node says of an error of the store: the refusal that tells people, and clients, what to do.
//
// Threads: pure.
#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "storage/store_damage.h"

namespace blangko::node {

// DISK_FULL for a disk that is almost full; everything else as it is.
absl::Status AdviseOnStore(const absl::Status& status);

// As AdviseOnStore, for the opening of the store in `directory`: also STORE_IN_USE.
absl::Status AdviseOnOpening(const absl::Status& status, const std::string& directory);

// STORE_SAFE_MODE: what every caller hears of a store that was not opened.
absl::Status RefuseInSafeMode(const storage::StoreDamage& damage);

// What is wrong with a store that did not open, or that did not read back when the node was built on it; nothing when
// the node failed for another reason.
std::optional<storage::StoreDamage> DamageBehind(const absl::Status& status);

// How a node says that it cannot start: Indonesian, then English.
std::string CannotStart(const absl::Status& status);

// A refusal as it is printed: Indonesian, then English.
std::string InBothLanguages(const absl::Status& status);

// How a node says that it serves nobody: what every caller hears, in both languages, and the detail for who repairs.
std::string InSafeMode(const storage::StoreDamage& damage);

}  // namespace blangko::node
