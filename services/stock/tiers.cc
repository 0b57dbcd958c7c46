#include "services/stock/tiers.h"

#include "base/status_macros.h"
#include "services/access/actor.h"
#include "services/access/offices.h"

namespace blangko::stock {
namespace {

constexpr std::string_view kCentre = "00";

// The office of a room: "14.05-gudang" -> "14.05".
std::string_view OfficeOf(std::string_view code) { return code.substr(0, code.find('-')); }

}  // namespace

std::string_view AboveCode(std::string_view code) {
  const size_t cut = code.find_last_of(".-");
  return cut == std::string_view::npos ? std::string_view() : code.substr(0, cut);
}

bool IsAbove(std::string_view upper, std::string_view lower) {
  const std::string_view high = OfficeOf(upper);
  const std::string_view low = OfficeOf(lower);
  if (high.empty() || high == low) return false;
  return high == kCentre || access::Covers(high, low);
}

absl::StatusOr<std::vector<std::string>> PassedOver(storage::Snapshot& snapshot, std::string_view from,
                                                    std::string_view to) {
  std::vector<std::string> passed;
  const bool down = IsAbove(from, to);
  if (!down && !IsAbove(to, from)) return passed;
  const std::string_view high = OfficeOf(down ? from : to);
  std::string_view code = AboveCode(OfficeOf(down ? to : from));
  for (; !code.empty() && code != high; code = AboveCode(code)) {
    ASSIGN_OR_RETURN(const bool known, access::IsOffice(snapshot, code));
    if (known) passed.emplace_back(code);
  }
  return passed;
}

}  // namespace blangko::stock
