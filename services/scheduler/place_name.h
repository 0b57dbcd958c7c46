// What the public calls an office: the region tables say "KABUPATEN PELALAWAN" and "Ukui", people go to "Dinas Dukcapil
// KABUPATEN PELALAWAN" and to "Kecamatan Ukui".
//
// Failure: storage errors. Threads: borrows one Snapshot.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "storage/txn.h"

namespace blangko::scheduler {

// The code itself where nothing is known of it.
absl::StatusOr<std::string> PlaceName(storage::Snapshot& snapshot, const std::string& office);

}  // namespace blangko::scheduler
