// Flow counters: how many records came in, became printable, were printed and were handed over, by site, office day
// and class. Kept by RecordTable in the commit of the change; read by the backlog and by reports.
//
// Key: Table::kCounter, U64 kFlowFamily, Text site, U64 day, U64 class, U64 event (FlowEvent).
// Families of Table::kCounter: 1 is this one; a new family takes the next free number here.
// Failure: storage errors pass through. Threads: borrows one Snapshot or Txn.
#pragma once

#include <cstdint>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "storage/txn.h"

namespace blangko::records {

inline constexpr uint64_t kFlowFamily = 1;

// Stored: never reuse a number.
enum class FlowEvent : uint64_t { kAdded = 1, kReady = 2, kPrinted = 3, kHandedOver = 4 };

struct FlowPoint {
  int64_t day = 0;  // whole days since 1970-01-01 of the office's calendar
  uint64_t class_id = 0;
  FlowEvent event = FlowEvent::kAdded;
};

absl::Status CountFlow(storage::Txn& txn, std::string_view site, const FlowPoint& point, int64_t count);

// Visits the points of `site` from `first_day` on, oldest day first; cost by days and classes, not by records.
absl::Status VisitFlow(storage::Snapshot& snapshot, std::string_view site, int64_t first_day,
                       absl::FunctionRef<void(const FlowPoint&, int64_t count)> visit);

}  // namespace blangko::records
