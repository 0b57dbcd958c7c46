// DayCounts: what was counted at a station at the start and at the end of its days, as the station tells it.
//
// A count that is told again is the same one: of an epoch only what comes after the newest is taken. A difference opens an
// incident for the station, its work day, and start or end; the newest kCountsKept counts are kept, all are in the log.
// Failure: storage errors. Threads: borrows one Snapshot or Txn.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "blangko/printers/v1/printers_service.pb.h"
#include "services/access/actor.h"
#include "services/printers/printer.h"
#include "storage/txn.h"

namespace blangko::printers {

inline constexpr int kCountsKept = 28;

// Answers the newest count of the station's epoch that is held; 0 = none.
absl::StatusOr<uint64_t> HearCounts(storage::Txn& txn, const access::Act& act, const StationRow& station,
                                    const v1::HeartbeatRequest& request);

// Newest first.
absl::StatusOr<std::vector<v1::DayCount>> CountsOf(storage::Snapshot& snapshot, std::string_view station_id);

}  // namespace blangko::printers
