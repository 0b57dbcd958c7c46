// How stations and printers look in the API.
//
// Failure: none. Threads: pure.
#pragma once

#include <cstdint>

#include "absl/time/time.h"
#include "blangko/printers/v1/printers.pb.h"
#include "services/printers/printer.h"

namespace blangko::printers {

// When a list was asked for, and the working day of the station's office then.
struct Moment {
  absl::Time now;
  int64_t day = 0;
};

v1::StationQuarantine ToApi(const QuarantineRow& row);
v1::Station ToApi(const StationRow& station, absl::Time now);
v1::Printer ToApi(const StationRow& station, const PrinterRow& printer, const Moment& moment);

}  // namespace blangko::printers
