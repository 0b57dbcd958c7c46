// Supplies of a printer, by its marker attributes and, where it has it, printer-supply.
//
// Failure: none. Threads: pure.
#pragma once

#include <string_view>
#include <vector>

#include "printer/agent/device.h"
#include "printer/ipp/ipp_message.h"

namespace blangko::printer {

// By what a printer calls its type and by its name: the words differ from maker to maker.
Supply::Kind SupplyKindOf(std::string_view type, std::string_view name);

// A level of a capacity in percent; -1 when either is not told (the printer MIB has codes below zero).
int PercentOf(int64_t level, int64_t capacity);

std::vector<Supply> ReadSupplies(const IppMessage& reply);

}  // namespace blangko::printer
