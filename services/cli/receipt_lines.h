// Lines of a receipt from what is typed: what was shipped, and what of it was rejected, missing or too much.
//
// Accepted = shipped - rejected - missing, per lot.
// Failure: UsageError for a difference of a lot that was not shipped, or larger than what was shipped.
// Threads: pure.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "blangko/stock/v1/stock.pb.h"

namespace blangko::cli {

struct ReceiptWords {
  std::vector<std::string> shipped, rejected, missing, surplus;  // each "LOT:COUNT"
};

absl::StatusOr<std::vector<stock::v1::ShipmentLine>> ReceiptLines(const ReceiptWords& words);

}  // namespace blangko::cli
