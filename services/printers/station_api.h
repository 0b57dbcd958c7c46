// How stations and printers look in the API.
//
// Failure: none. Threads: pure.
#pragma once

#include <cstdint>

#include "absl/time/time.h"
#include "blangko/printers/v1/printers.pb.h"
#include "services/printers/printer.h"

namespace blangko::printers {

v1::Station ToApi(const StationRow& station);

// `day` is the working day of the station's office at `now`.
v1::Printer ToApi(const PrinterRow& printer, int64_t day, absl::Time now);

}  // namespace blangko::printers
