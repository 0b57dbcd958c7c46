// Where a node is reached: its own address, and that of /metrics.
//
// Failure: UNAVAILABLE or ADDRESS_IN_USE when an address that was asked for cannot be had. Threads: one.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/node/config.h"
#include "services/node/metrics.h"

namespace blangko::node {

// "127.0.0.1:7070", with the port that was really taken.
std::string AddressOf(const Config& config, int port);

// Serves /metrics as the configuration says; the port, 0 when it is off, or when the default address is taken.
absl::StatusOr<int> ServeMetrics(const Config& config, Metrics& metrics);

}  // namespace blangko::node
