// SupplySource: another way to learn what a printer has left, for printers that do not say it by IPP.
//
// Failure: UNAVAILABLE when nobody answers. Threads: one; a call may take seconds.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "printer/agent/device.h"

namespace blangko::printer {

// What such a source knows.
struct SupplyReport {
  std::vector<Supply> supplies;
  int64_t card_counter = -1;  // -1 = not told
};

class SupplySource {
 public:
  virtual ~SupplySource() = default;
  virtual absl::StatusOr<SupplyReport> Read() = 0;
};

}  // namespace blangko::printer
