// In how many days a case of a difference is to be closed: of an office and of those below it that say nothing else.
//
// Failure: storage errors. Threads: borrows one Snapshot or Txn.
#pragma once

#include <cstdint>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/rows/v1/movements.pb.h"
#include "storage/txn.h"

namespace blangko::movements {

inline constexpr int32_t kCaseDays = 14;  // where no office says anything
inline constexpr int32_t kCaseDaysMax = 365;

// The limit of the nearest office at or above `office`.
absl::StatusOr<int32_t> CaseDays(storage::Snapshot& snapshot, std::string_view office);
void PutCaseLimit(storage::Txn& txn, std::string_view office, const rows::v1::CaseLimit& limit);

// Cases whose receiver or sender is `prefix` or below it.
struct OpenCases {
  int64_t open = 0;
  int64_t overdue = 0;  // of these
};
absl::StatusOr<OpenCases> CountOpenCases(storage::Snapshot& snapshot, std::string_view prefix,
                                         absl::Time now);

}  // namespace blangko::movements
