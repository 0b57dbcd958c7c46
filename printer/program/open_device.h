// Opens the printer that the command line names.
//
// Failure: INVALID_ARGUMENT for an option that does not fit the driver; else as the driver's own Open.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "base/clock.h"
#include "printer/agent/device.h"
#include "printer/program/station_options.h"

namespace blangko::printer {

absl::StatusOr<std::unique_ptr<Device>> OpenDevice(const StationOptions& options, const Clock& clock);

}  // namespace blangko::printer
