// What a heartbeat says about a printer, laid over what is known of it.
//
// Failure: none. Threads: pure.
#pragma once

#include <string>

#include "blangko/printers/v1/printers_service.pb.h"
#include "services/printers/printer.h"

namespace blangko::printers {

struct Heard {
  PrinterRow printer;
  bool changed = false;  // the row is to be written
  std::string event;     // what the log says of it; empty when it works or stands still as before
};

// `known` is the row so far; one without an id is a printer that nobody knew.
Heard Hear(const PrinterRow& known, const std::string& station_id,
           const v1::HeartbeatRequest::PrinterStatus& status);

// "STOPPED media-empty cover-open": for the log.
std::string Condition(const PrinterRow& printer);

}  // namespace blangko::printers
