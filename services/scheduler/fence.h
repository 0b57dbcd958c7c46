// The fence: does a station still hold the attempt that it names? Record, attempt, station and epoch must all be equal.
//
// Failure: STALE_ATTEMPT with the current attempt, NOT_PERMITTED for another station's, STALE_EPOCH for one that was
// given before the station was set up anew. Threads: pure.
#pragma once

#include "absl/status/status.h"
#include "blangko/scheduler/v1/scheduler_service.pb.h"
#include "services/printers/printer.h"
#include "services/records/record_table.h"

namespace blangko::scheduler {

absl::Status CheckFence(const records::RecordRow& record, uint32_t attempt,
                        const printers::StationRow& station);

}  // namespace blangko::scheduler
