// What a heartbeat tells the server of a printer.
//
// Failure: none. Threads: pure.
#pragma once

#include <string>

#include "blangko/printers/v1/printers_service.pb.h"
#include "printer/agent/device.h"

namespace blangko::printer {

// Reasons, supplies and counter; the state is the agent's, which knows more than the printer.
void Describe(const DeviceStatus& device, printers::v1::HeartbeatRequest::PrinterStatus& status);

// Changes when the server should hear of it at once: the printer can no longer print or can again, for which reasons, or
// a supply has run out, or nearly: then with every card, because so many are permitted and no more.
std::string NewsOf(const DeviceStatus& device);

}  // namespace blangko::printer
