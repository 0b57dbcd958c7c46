// Pure checks of the requests about lanes and presence.
//
// Failure: INVALID_FIELD with field, got and want. Threads: pure.
#pragma once

#include "absl/status/status.h"
#include "blangko/scheduler/v1/scheduler_service.pb.h"

namespace blangko::scheduler {

absl::Status ValidateSetLane(const v1::SetLaneRequest& request);
absl::Status ValidateMarkPresent(const v1::MarkPresentRequest& request);
absl::Status ValidateListLaneMarks(const v1::ListLaneMarksRequest& request);

}  // namespace blangko::scheduler
