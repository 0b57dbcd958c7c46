#include "services/cli/receipt_lines.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/cli/cells.h"
#include "services/cli/errors.h"

namespace blangko::cli {
namespace {

using stock::v1::ShipmentLine;
using Lines = std::vector<ShipmentLine>;

absl::Status Put(Lines& lines, const char* option, const std::vector<std::string>& words,
                 void (ShipmentLine::*set)(int64_t)) {
  ASSIGN_OR_RETURN(const auto lots, ParseLots(option, words));
  for (const LotCount& lot : lots) {
    auto line = std::find_if(lines.begin(), lines.end(),
                             [&](const ShipmentLine& one) { return one.lot() == lot.lot; });
    if (line == lines.end())
      return UsageError(absl::StrCat(option, ": lot ", lot.lot, " tidak ada di antara yang dikirim (--lot)"),
                        absl::StrCat(option, ": lot ", lot.lot, " was not shipped (--lot)"));
    ((*line).*set)(lot.count);
  }
  return absl::OkStatus();
}

absl::Status Accept(ShipmentLine& line) {
  const int64_t accepted = line.shipped_count() - line.rejected_count() - line.missing_count();
  if (accepted < 0) {
    return UsageError(absl::StrCat("Lot ", line.lot(), ": ditolak dan kurang melebihi ", line.shipped_count(),
                                   " keping yang dikirim"),
                      absl::StrCat("Lot ", line.lot(), ": rejected and missing are more than the ",
                                   line.shipped_count(), " shipped"));
  }
  line.set_accepted_count(accepted);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Lines> ReceiptLines(const ReceiptWords& words) {
  Lines lines;
  ASSIGN_OR_RETURN(const auto shipped, ParseLots("--lot", words.shipped));
  for (const LotCount& lot : shipped) {
    lines.emplace_back().set_lot(lot.lot);
    lines.back().set_shipped_count(lot.count);
  }
  RETURN_IF_ERROR(Put(lines, "--rejected", words.rejected, &ShipmentLine::set_rejected_count));
  RETURN_IF_ERROR(Put(lines, "--missing", words.missing, &ShipmentLine::set_missing_count));
  RETURN_IF_ERROR(Put(lines, "--surplus", words.surplus, &ShipmentLine::set_surplus_count));
  for (ShipmentLine& line : lines) RETURN_IF_ERROR(Accept(line));
  return lines;
}

}  // namespace blangko::cli
