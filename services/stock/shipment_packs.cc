#include "services/stock/shipment_packs.h"

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace blangko::stock {

bool IsPackId(std::string_view id) {
  return !id.empty() && id.size() <= kPackIdMax && std::all_of(id.begin(), id.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '.' || c == '/';
  });
}

void CheckPacks(const v1::DispatchShipmentRequest& request, std::vector<FieldViolation>& bad) {
  std::set<std::string> seen;
  for (const v1::CountedLot& line : request.lines()) {
    for (const std::string& pack : line.packs()) {
      if (!IsPackId(pack)) {
        bad.push_back({"lines.packs", pack.substr(0, 2 * kPackIdMax), "1 to 40 letters, digits, -, . and /"});
      } else if (!seen.insert(pack).second) {
        bad.push_back({"lines.packs", absl::StrCat(pack, " twice"), "each pack once"});
      }
    }
  }
  const int rows = request.lines_size() + static_cast<int>(seen.size());
  if (seen.empty() || rows <= kLinesAndPacksMax) return;
  bad.push_back({"lines.packs", absl::StrCat(seen.size(), " packs in ", request.lines_size(), " lines"),
                 absl::StrCat("lines and packs together at most ", kLinesAndPacksMax)});
}

absl::Status CheckMissingPacks(const rows::v1::ShipmentLine& line) {
  std::set<std::string> left(line.packs().begin(), line.packs().end());
  for (const std::string& pack : line.missing_packs()) {
    if (left.erase(pack) == 1) continue;
    return BadField("lines.missing_packs", pack.substr(0, 2 * kPackIdMax),
                    absl::StrCat("packs of lot ", line.lot(), " that were shipped, each once"));
  }
  return absl::OkStatus();
}

bool HasPacks(const rows::v1::Shipment& shipment) {
  return std::any_of(shipment.lines().begin(), shipment.lines().end(),
                     [](const rows::v1::ShipmentLine& line) { return !line.packs().empty(); });
}

}  // namespace blangko::stock
