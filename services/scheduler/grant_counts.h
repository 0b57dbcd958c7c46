// GrantCounts: what was granted at a site, by class and working day of its office, and its share book; inside a caller's
// transaction. Rows are written only where the policy has a cap or a share (class_turn.h).
//
// What comes back without a blank used is taken off the day on which it was counted, and out of the book of the policy
// version that entered it. A spoil stays counted: its blank is used. A late fact about a grant that came back does not
// count it again.
// Failure: DATA_LOSS for a row that does not decode; storage errors. Threads: borrows one Snapshot or Txn.
#pragma once

#include <cstdint>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/rows/v1/records.pb.h"
#include "blangko/rows/v1/scheduler.pb.h"
#include "storage/txn.h"

namespace blangko::scheduler {

// Days since 1970-01-01 of the site's own calendar, in its time zone.
absl::StatusOr<int64_t> WorkingDay(storage::Snapshot& snapshot, std::string_view site, absl::Time now);

absl::StatusOr<int64_t> GrantedOn(storage::Snapshot& snapshot, std::string_view site, uint64_t class_id,
                                  int64_t day);
void PutGranted(storage::Txn& txn, std::string_view site, uint64_t class_id, int64_t day, int64_t cards);

// The book of this policy version; an empty one when that of another version is there.
absl::StatusOr<rows::v1::ShareBook> BookOf(storage::Snapshot& snapshot, std::string_view site,
                                           const rows::v1::Policy& policy);
void PutBook(storage::Txn& txn, std::string_view site, const rows::v1::ShareBook& book);

int64_t ServedOf(const rows::v1::ShareBook& book, uint64_t class_id);
void AddServed(rows::v1::ShareBook& book, uint64_t class_id, int64_t cards);

// Takes a grant whose blank was not used out of the counts, once; one that is not counted is left alone.
absl::Status Uncount(storage::Txn& txn, rows::v1::Attempt& attempt);

}  // namespace blangko::scheduler
