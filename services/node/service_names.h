// The services of a node: the name in the configuration, and the full name that health knows.
//
// Threads: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/node/config.h"

namespace blangko::node {

// Every node has a clock of its own.
inline constexpr char kClockService[] = "blangko.access.v1.ClockService";

// "stock" -> "blangko.stock.v1.StockService"; "" for a name that is no service.
std::string FullNameOf(std::string_view name);

// Of every service that a node can host, and of its clock.
std::vector<std::string> FullNames();

// Which services the configuration names, in the order they are wired.
std::vector<std::string> NamedServices(const Config& config);

}  // namespace blangko::node
