// DriverNote: with which driver a directory's cards were printed. A forgotten --driver would draw pictures into a tray
// instead of printing, and the server would book them.
//
// Failure: INVALID_ARGUMENT for another driver than the last run's; of the disk. Threads: one.
#pragma once

#include "absl/status/status.h"
#include "printer/journal/journal.h"
#include "printer/program/station_options.h"

namespace blangko::printer {

// Refuses another driver than that of the run before, unless --change-driver says that it is meant; else notes this one.
// A journal that holds nothing yet binds nobody.
absl::Status CheckDriver(const StationOptions& options, const Journal& journal);

}  // namespace blangko::printer
