// How many printers call for a new ribbon or film.
//
// Failure: storage errors. Threads: borrows one Snapshot.
#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/printers/printer.h"
#include "storage/txn.h"

namespace blangko::printers {

struct SupplyAlarms {
  int32_t low = 0;    // the alarm is on
  int32_t empty = 0;  // of these: none left
};

// Adds a printer. One that nobody has heard of lately raises no alarm: it may be gone.
void AddAlarms(const StationRow& station, const PrinterRow& printer, absl::Time now, SupplyAlarms& alarms);

// Of all printers of the store.
absl::StatusOr<SupplyAlarms> CountAlarms(storage::Snapshot& snapshot, absl::Time now);

}  // namespace blangko::printers
