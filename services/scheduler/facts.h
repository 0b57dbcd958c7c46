// Facts: what a station has reported, by (station, epoch, seq). A repeat is answered as the first time; the same number
// with other content is refused, and puts a station that says it into quarantine: its journal is not the one that it
// reported from before (INV-15). A person's facts have no journal: they are refused alone.
//
// Failure: SEQUENCE_CONFLICT; storage errors pass through. Threads: borrows one Txn.
#pragma once

#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/scheduler/v1/scheduler.pb.h"
#include "services/scheduler/station_desk.h"
#include "storage/txn.h"

namespace blangko::scheduler {

// The answer that was given before, or nothing if this report is new.
absl::StatusOr<std::optional<v1::OutcomeResult>> FindFact(storage::Txn& txn, const access::Act& act,
                                                          StationDesk& desk, const v1::OutcomeReport& report);

// Remembers the answer.
void PutFact(storage::Txn& txn, const StationDesk& desk, const v1::OutcomeReport& report,
             const v1::OutcomeResult& result);

}  // namespace blangko::scheduler
