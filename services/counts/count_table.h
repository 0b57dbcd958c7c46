// Rows of counts inside a caller's transaction, and how they look in the API.
//
// Failure: UNKNOWN_COUNT; storage errors pass through. Threads: borrows one Snapshot or Txn.
#pragma once

#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/counts/v1/counts.pb.h"
#include "blangko/rows/v1/counts.pb.h"
#include "storage/txn.h"

namespace blangko::counts {

using CountRow = rows::v1::Count;
using LineRow = rows::v1::CountLine;

absl::StatusOr<CountRow> GetCount(storage::Snapshot& snapshot, std::string_view count_id);
void PutCount(storage::Txn& txn, const CountRow& count);
// Newest first (ids are made in the order of time), before the id `before` if it is given.
absl::Status VisitCounts(storage::Snapshot& snapshot, std::string_view before,
                         absl::FunctionRef<bool(const CountRow&)> visit);

// The counts of one office; empty where it never had one.
absl::StatusOr<rows::v1::OfficeCounts> GetOfficeCounts(storage::Snapshot& snapshot, std::string_view office);
void PutOfficeCounts(storage::Txn& txn, std::string_view office, const rows::v1::OfficeCounts& counts);

// Before a count was entered the book is not shown. `before` is the settled count before it, if any.
v1::Count ToApi(const CountRow& count, const CountRow* before);

}  // namespace blangko::counts
