// Counters: rows that hold one signed number each, under a family and ordered parts.
//
//   Counters(txn).Add(KeyWriter(Table::kCounter).U64(kFamily).Text(site).U64(day), +1);
//
// A counter that reaches zero is erased, so that a sum costs only what is there.
// Failure: storage errors; DATA_LOSS for a row that is no number. Threads: borrows one Txn.
#pragma once

#include <cstdint>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/key_codec.h"
#include "storage/txn.h"

namespace blangko::storage {

// Adds `delta` to the counter at `key`.
absl::Status AddToCounter(Txn& txn, std::string_view key, int64_t delta);

absl::StatusOr<int64_t> ReadCounter(Snapshot& snapshot, std::string_view key);

// For layers that already know the number: the row of `value` (none for zero), and the number of a row.
void WriteCounter(Txn& txn, std::string_view key, int64_t value);
absl::StatusOr<int64_t> DecodeCounter(std::string_view row);

// The sum of all counters in `range`; reads one row per counter.
absl::StatusOr<int64_t> SumCounters(Snapshot& snapshot, const KeyRange& range);

// Visits (key, value) of all counters in `range`, in key order, until the visitor answers false.
absl::Status VisitCounters(Snapshot& snapshot, const KeyRange& range,
                           absl::FunctionRef<bool(std::string_view key, int64_t value)> visit);

}  // namespace blangko::storage
