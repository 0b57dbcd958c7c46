// NotCompared: the days that an office let pass without the comparison: cards were printed there, and no list was taken.
// Only days since its first comparison, and of these the last kDaysLookedAt before today.
//
// Failure: storage errors. Threads: borrows one Snapshot; it reads the log of each such day: for views.
#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/comparison/comparison_table.h"
#include "storage/txn.h"

namespace blangko::comparison {

inline constexpr int64_t kDaysLookedAt = 31;

struct Passed {
  int64_t days = 0;
  int64_t oldest = 0;  // day number; of no meaning where `days` is 0
};

// `first`: the office's first compared day.
absl::StatusOr<Passed> CountNotCompared(storage::Snapshot& snapshot, const DayRef& first, absl::Time now);

}  // namespace blangko::comparison
