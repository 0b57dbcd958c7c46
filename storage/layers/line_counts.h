// Counts of the rows of a line, so that a rank needs no walk along the line (line.h says what is promised).
//
// One row per day of the FIFO key holds the day's count. A day that grows past kSegmentMax rows is split into
// segments: one row per segment, keyed by the place where it begins, holding the number of rows up to the next
// segment. Rows before the first stored segment belong to a segment that begins with the day. A segment that grows
// past kSegmentMax has its last kSegmentPeel rows cut off as a new one: rows mostly arrive in order, so the old
// part stays well filled, and the cut reads few rows. A day that empties loses all of its rows here. The row of a split day
// names its borders, so that what is known of them is remembered (segment_memo.h) and finding a segment is no seek.
//
// Failure: storage errors; DATA_LOSS when a count would fall below zero. Threads: borrows one Txn.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/key_codec.h"
#include "storage/layers/line.h"
#include "storage/txn.h"

namespace blangko::storage {

inline constexpr size_t kSegmentPeel = 64;

// The parts that identify a line, and a place in it, as every key of this layer writes them.
KeyWriter& AppendLine(KeyWriter& key, const LineId& line);
KeyWriter& AppendPlace(KeyWriter& key, const LinePlace& place);
absl::StatusOr<LineId> ReadLine(KeyReader& reader);
absl::StatusOr<LinePlace> ReadPlace(KeyReader& reader);

// The key of the row at `place`, and the range of all rows of a line.
std::string LineRowKey(const LineId& line, const LinePlace& place);
KeyRange LineRows(const LineId& line);

// Whole days since 1970-01-01 UTC, rounded down.
int64_t DayOf(absl::Time key);

// To be called after the row at `place` was written, or erased.
absl::Status CountInserted(Txn& txn, const LineId& line, const LinePlace& place);
absl::Status CountErased(Txn& txn, const LineId& line, const LinePlace& place);

// Rows before `place`.
absl::StatusOr<int64_t> CountBefore(Snapshot& snapshot, const LineId& line, const LinePlace& place);

// Visits (line, day, count) of every day whose key begins with what `prefix` wrote after CountsPrefix().
KeyWriter CountsPrefix();
absl::Status VisitDayCounts(Snapshot& snapshot, const KeyRange& range,
                            absl::FunctionRef<bool(const LineId&, int64_t day, int64_t count)> visit);

}  // namespace blangko::storage
