// How long spoiled and withdrawn cards may be kept, and what is kept longer.
//
// The circular of 13 December 2018 wants cards recorded and burnt, and offices burn daily to weekly: without a setting
// the limit is 7 calendar days. A setting holds for its office and those below it that have none of their own.
// Failure: storage errors. Threads: borrows one Snapshot or Txn.
#pragma once

#include <cstdint>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/rows/v1/destruction.pb.h"
#include "storage/txn.h"

namespace blangko::destruction {

inline constexpr int32_t kHoldingDays = 7;
inline constexpr int64_t kOverdueCounted = 1000;  // of one office; more are not counted

absl::StatusOr<int32_t> HoldingDays(storage::Snapshot& snapshot, std::string_view office);
void PutHoldingLimit(storage::Txn& txn, std::string_view office, const rows::v1::HoldingLimit& limit);

// What was taken in before that time is kept too long.
int64_t OverdueBefore(absl::Time now, int32_t days);

struct Kept {
  int64_t overdue = 0;        // pieces and cards, at most kOverdueCounted
  int64_t oldest_micros = 0;  // 0 = nothing is kept
};
absl::StatusOr<Kept> CountKept(storage::Snapshot& snapshot, std::string_view office,
                               const rows::v1::CardRegister& card_register, int64_t overdue_before);

// Over all offices in `prefix`; `overdue` is at most kOverdueCounted for each of them.
absl::StatusOr<Kept> CountAllKept(storage::Snapshot& snapshot, std::string_view prefix, absl::Time now);

}  // namespace blangko::destruction
