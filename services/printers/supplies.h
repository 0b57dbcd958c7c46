// Ribbon and film of a printer: what the newest heartbeat said of them, how many cards they are good for, and when that
// is an alarm. What a printer does not tell stops nothing.
//
// Threads: pure functions over the caller's rows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "blangko/printers/v1/printers_service.pb.h"
#include "services/printers/printer.h"

namespace blangko::printers {

inline constexpr int32_t kLowSupplyCards =
    100;  // an alarm below it, unless the printer has a number of its own

// Lays what a heartbeat says over the row. From now on as many cards may be permitted as the supplies are good for, less
// those that were permitted before and did not come out.
void HearSupplies(const v1::HeartbeatRequest::PrinterStatus& status, PrinterRow& printer);

// Cards that the ribbon or film that ends first is good for; nothing when no number is told.
std::optional<int64_t> CardsLeft(const PrinterRow& printer);

// The ribbon or film that has run out, by the printer's word for it; empty when none has.
std::string EmptySupply(const PrinterRow& printer);

int32_t LowSupplyCards(const PrinterRow& printer);

// The alarm: few cards left, the printer itself says so, or one has run out.
bool SupplyIsLow(const PrinterRow& printer);

void FillSupplies(const PrinterRow& printer, v1::Printer& api);

}  // namespace blangko::printers
