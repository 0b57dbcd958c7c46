// The refusal of a store that is not to be opened: DATA_LOSS, nothing was changed on disk, and what was found travels
// inside the status, so that those above can say it and name the ways out.
//
// Threads: pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace blangko::storage {

struct StoreDamage {
  std::string what;                    // "the commit witness is missing"; no paths
  std::string detail = {};             // what the system or the database said; for the log
  std::optional<uint64_t> found = {};  // newest commit group of the database; nothing when it does not open
  std::optional<uint64_t> acknowledged = {};  // newest group of the witness; nothing when none can be read
  // Only the newest groups are missing: what is there, is whole. Such a loss can be named and accepted.
  bool tail_lost = false;

  bool operator==(const StoreDamage&) const = default;
};

absl::Status StoreIsDamaged(std::string_view directory, const StoreDamage& damage);

// What is inside a status made by StoreIsDamaged.
std::optional<StoreDamage> DamageOf(const absl::Status& status);

// The groups that a person must name to accept their loss: "12-15", or "12-unknown" when nobody knows how many were
// acknowledged; "" when the loss cannot be named.
std::string LostGroups(const StoreDamage& damage);

}  // namespace blangko::storage
