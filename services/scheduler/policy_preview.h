// PolicyPreview: shares out a number of blanks twice over the records that wait at a site now, by the policy in force and
// by another one, with the rule that grants (class_turn.h), and says who is served in which. Nothing is stored.
//
// Where a daily cap is used up a new day begins; who will be present is not foreseen, so that everybody counts as present;
// supplies are enough. The policy in force goes on with its share book, the other one begins a new one.
// It looks at kPreviewRecordsMax records at most, in the order of the classes; `complete` says whether these were all.
// Failure: INVALID_FIELD, POLICY_INVALID as for setting it; storage errors. Threads: borrows one Snapshot.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/rows/v1/scheduler.pb.h"
#include "blangko/scheduler/v1/scheduler.pb.h"
#include "storage/txn.h"

namespace blangko::scheduler {

inline constexpr size_t kPreviewRecordsMax = 10'000;
inline constexpr int kPreviewNamed = 50;  // records that wait longer, by id

struct PreviewOf {
  std::string site;
  int64_t blanks = 0;  // 0 = as many as are free
  absl::Time now;
};

absl::StatusOr<v1::PolicyPreview> PreviewIn(storage::Snapshot& snapshot, const rows::v1::Policy& wanted,
                                            const PreviewOf& asked);

}  // namespace blangko::scheduler
