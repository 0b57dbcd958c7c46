// Snapshot and Txn: how code reads and changes rows. Bytes in, bytes out; order is the order of the bytes.
//
// Snapshot: one consistent, durable state. Txn: the same, plus own writes, which its reads see.
// Failure:  storage errors pass through untouched. A Txn that exceeds its budget (store.h, Limits) answers
//           RESOURCE_EXHAUSTED from then on and can no longer commit; Put and Erase report it at commit.
// Threads:  both belong to the thread and the call that got them; never keep one.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace blangko::storage {

// The keys k with begin <= k < end. An empty `end` is refused: every scan has an upper bound.
struct KeyRange {
  std::string begin;
  std::string end;
};

// All keys that start with `prefix` (which must not be empty nor all 0xff bytes).
KeyRange PrefixRange(std::string_view prefix);

enum class ScanOrder { kForward, kReverse };

class Snapshot {
 public:
  // Called for each row in order; false ends the scan. The views hold only during the call.
  using Visitor = absl::FunctionRef<bool(std::string_view key, std::string_view value)>;

  virtual ~Snapshot() = default;

  // The value of `key`, or nothing if there is no such row.
  virtual absl::StatusOr<std::optional<std::string>> Get(std::string_view key) = 0;

  // Visits the rows of `range`. Each visited row counts as one key read.
  virtual absl::Status Scan(const KeyRange& range, ScanOrder order, Visitor visit) = 0;
};

class Txn : public Snapshot {
 public:
  virtual void Put(std::string_view key, std::string_view value) = 0;
  virtual void Erase(std::string_view key) = 0;

  // Calls `act` as soon as later closures read what this run wrote; never, when it is refused or runs again. The commit
  // may not be durable then (it will be, or the process ends). For hints in memory: `act` may not call the store.
  virtual void WhenKept(std::function<void()> act) = 0;
};

}  // namespace blangko::storage
