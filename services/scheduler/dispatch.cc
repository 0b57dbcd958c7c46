#include "services/scheduler/dispatch.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "services/scheduler/limits.h"

namespace blangko::scheduler {
namespace {

auto Order(const Head& head) {
  return std::tie(head.rank, head.place.key, head.place.ready, head.place.record_id);
}

}  // namespace

bool ServedBefore(const Head& a, const Head& b) { return Order(a) < Order(b); }

std::optional<size_t> FirstServed(const std::vector<const Head*>& heads) {
  std::optional<size_t> first;
  for (size_t i = 0; i < heads.size(); ++i) {
    if (!first.has_value() || ServedBefore(*heads[i], *heads[*first])) first = i;
  }
  return first;
}

std::string_view NameOf(SkipCause cause) {
  switch (cause) {
    case SkipCause::kNoBlanks: return "NO_BLANKS";
    case SkipCause::kLotNotAllowed: return "LOT_NOT_ALLOWED";
    case SkipCause::kPrinterCannot: return "PRINTER_CANNOT";
    case SkipCause::kCapUsedUp: return "CAP_USED_UP";
    case SkipCause::kReserveKept: return "RESERVE_KEPT";
    case SkipCause::kShareKept: return "SHARE_KEPT";
    case SkipCause::kSupplyForOthers: return "SUPPLY_FOR_OTHERS";
    case SkipCause::kNobodyPresent: return "NOBODY_PRESENT";
    case SkipCause::kApplicationTooOld: return "APPLICATION_TOO_OLD";
  }
  return "UNKNOWN";
}

std::vector<std::string> FittingTypes(std::string_view wanted, const rows::v1::Printer& printer) {
  const auto& types = printer.blank_types();
  if (types.empty()) return {std::string(wanted)};
  if (wanted.empty()) return {types.begin(), types.end()};
  if (std::find(types.begin(), types.end(), wanted) == types.end()) return {};
  return {std::string(wanted)};
}

void SkipTrace::Add(std::string_view record_id, SkipCause cause) {
  if (count_++ >= kSkipsNamed) return;
  absl::StrAppend(&named_, named_.empty() ? "" : ", ", ToAbsl(record_id), " ", ToAbsl(NameOf(cause)));
}

std::string SkipTrace::Text() const {
  if (count_ == 0) return "";
  std::string text = absl::StrCat("passed over: ", named_);
  if (count_ > kSkipsNamed) absl::StrAppend(&text, ", ", count_ - kSkipsNamed, " more");
  return text;
}

}  // namespace blangko::scheduler
