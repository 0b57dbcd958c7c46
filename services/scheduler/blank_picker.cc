#include "services/scheduler/blank_picker.h"

#include <vector>

#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "services/stock/stock_table.h"

namespace blangko::scheduler {

absl::StatusOr<BlankPicker::Pick> BlankPicker::For(const Head& head) {
  const std::vector<std::string> types = FittingTypes(head.entry.blank_type(), printer_);
  Pick pick{"", SkipCause::kPrinterCannot};
  for (const std::string& type : types) {
    ASSIGN_OR_RETURN(pick, OfType({head.line.site, head.entry.request_type(), type}));
    if (!pick.lot.empty()) return pick;
  }
  return pick;
}

absl::StatusOr<BlankPicker::Pick> BlankPicker::OfType(const Wish& wish) {
  const auto& [site, request_type, blank_type] = wish;
  if (const auto known = lots_.find(wish); known != lots_.end()) {
    ASSIGN_OR_RETURN(const stock::Balances left, stock::ReadBalances(txn_, site, known->second));
    if (stock::Get(left, rows::v1::ACCOUNT_AVAILABLE) > 0) return Pick{known->second};
  }
  absl::StatusOr<std::string> lot = stock::StockTable(txn_).PickLot(site, request_type, blank_type, version_);
  if (lot.ok()) return Pick{lots_[wish] = *std::move(lot)};
  const std::string reason = ReasonOf(lot.status());
  if (reason == TextOf(Reason::kNoBlanks).name) return Pick{"", SkipCause::kNoBlanks};
  if (reason == TextOf(Reason::kLotNotAllowed).name) return Pick{"", SkipCause::kLotNotAllowed};
  if (reason == TextOf(Reason::kApplicationTooOld).name) return Pick{"", SkipCause::kApplicationTooOld};
  return lot.status();
}

}  // namespace blangko::scheduler
