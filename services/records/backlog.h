// The backlog of an area inside a snapshot that the caller holds, for reports that read several domains at one moment.
//
// Cost grows with groups (sites, states, classes, days), not with records.
// Failure: storage errors. Threads: borrows one Snapshot.
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/records/v1/records_service.pb.h"
#include "services/records/ports.h"
#include "storage/txn.h"

namespace blangko::records {

// Of all sites whose code lies in `prefix` ("" = all).
absl::StatusOr<v1::GetBacklogResponse> ReadBacklog(storage::Snapshot& snapshot, PlacementRule& placement,
                                                   std::string_view prefix, absl::Time now);

}  // namespace blangko::records
