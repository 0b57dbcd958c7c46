// Lines: ordered lists with a rank. A line is (site, state, class, generation); its rows are ordered by
// (key, ready, record). The READY lines are the queue, the others are the lists of records in that state: both
// share these rows, so a record is in exactly one.
//
// Counts are kept per line and UTC day of the key, and, for a day with more than kSegmentMax rows, per segment (a
// stretch of keys that is split when it grows), so that the rank of a row costs O(days + segments + kSegmentMax)
// row reads whatever the length of the line, and an insert or erase changes one row and one or two counts.
//
// Failure: ALREADY_EXISTS when a row is inserted twice, NOT_FOUND when an erased row is not there (both are bugs of the
//          caller). Threads: borrows one Txn.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "storage/txn.h"

namespace blangko::storage {

inline constexpr int64_t kSegmentMax = 256;

struct LineId {
  std::string site;
  uint64_t state = 0;  // rows.v1.RecordState
  uint64_t class_id = 0;
  uint64_t generation = 0;  // grows with a change of the FIFO key

  bool operator==(const LineId&) const = default;
};

struct LinePlace {
  absl::Time key;    // the FIFO key of the policy
  absl::Time ready;  // first tie-break
  std::string record_id;

  bool operator==(const LinePlace&) const = default;
};

absl::Status InsertIntoLine(Txn& txn, const LineId& line, const LinePlace& place, std::string_view value);
absl::Status EraseFromLine(Txn& txn, const LineId& line, const LinePlace& place);

// Rewrites the value of a row that stays where it is.
absl::Status UpdateLineValue(Txn& txn, const LineId& line, const LinePlace& place, std::string_view value);

// Rows before `place` (whether or not it is itself in the line).
absl::StatusOr<int64_t> RankInLine(Snapshot& snapshot, const LineId& line, const LinePlace& place);

absl::StatusOr<int64_t> LengthOfLine(Snapshot& snapshot, const LineId& line);

// Visits rows in order, from the first one after `after` (or from the head) until the visitor answers false.
absl::Status VisitLine(Snapshot& snapshot, const LineId& line, const std::optional<LinePlace>& after,
                       absl::FunctionRef<bool(const LinePlace&, std::string_view value)> visit);

// Visits (day, count) of the line, oldest day first; `day` = whole days since 1970-01-01 UTC of the key.
absl::Status VisitLineDays(Snapshot& snapshot, const LineId& line,
                           absl::FunctionRef<bool(int64_t day, int64_t count)> visit);

// Visits every line of `site` that is not empty: one call per (state, class, generation, day).
absl::Status VisitSiteCounts(Snapshot& snapshot, std::string_view site,
                             absl::FunctionRef<bool(const LineId&, int64_t day, int64_t count)> visit);

}  // namespace blangko::storage
