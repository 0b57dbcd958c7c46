// Ballast: a file that takes up room on the disk of a store, to be given up on the day when there is none left: a database
// needs some to be opened at all.
//
// It is made when the store is opened and the disk has room for it above the floor, and never grows. Giving it up is a
// person's decision (blangkod store give-up-ballast); it comes back with the next opening that has room.
// Failure: UNAVAILABLE with the path; NOT_FOUND when there is none to give up. Threads: one.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace blangko::storage {

inline constexpr uint64_t kBallastBytes = uint64_t{256} << 20;

absl::Status KeepBallast(const std::string& directory, uint64_t floor);

}  // namespace blangko::storage
