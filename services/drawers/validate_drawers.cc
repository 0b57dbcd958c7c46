#include "services/drawers/validate_drawers.h"

#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/access/validate_proposals.h"
#include "services/refusal/refusal.h"

namespace blangko::drawers {
namespace {

using Violations = std::vector<FieldViolation>;

constexpr int64_t kCountMax = 1'000'000;
constexpr size_t kNameMax = 100;  // bytes

void CheckName(std::string_view field, std::string_view name, Violations& bad) {
  if (!name.empty() && name.size() <= kNameMax) return;
  bad.push_back(
      {std::string(field), absl::StrCat(name.size(), " bytes"), absl::StrCat("1 to ", kNameMax, " bytes")});
}

void CheckCount(int64_t count, int64_t least, Violations& bad) {
  if (count >= least && count <= kCountMax) return;
  bad.push_back({"count", absl::StrCat(count), absl::StrCat(least, " to ", kCountMax)});
}

void CheckNumber(uint64_t number, Violations& bad) {
  if (number == 0) bad.push_back({"number", "0", "the number of a hand-out of that station"});
}

}  // namespace

absl::Status ValidateGive(const v1::GiveBlanksRequest& request) {
  Violations bad;
  CheckName("station_id", request.station_id(), bad);
  CheckName("lot", request.lot(), bad);
  CheckCount(request.count(), 1, bad);
  return BadFields(bad);
}

absl::Status ValidateTake(const v1::TakeBlanksRequest& request) {
  Violations bad;
  CheckName("station_id", request.station_id(), bad);
  CheckNumber(request.number(), bad);
  CheckCount(request.count(), 0, bad);
  if (request.note().size() > kNameMax * 2 || MaskNiks(request.note()) != request.note())
    bad.push_back({"note", absl::StrCat(request.note().size(), " bytes"), "at most 200 bytes, no NIK"});
  return BadFields(bad);
}

absl::Status ValidateWithdraw(const v1::WithdrawHandOutRequest& request) {
  Violations bad;
  CheckName("station_id", request.station_id(), bad);
  CheckNumber(request.number(), bad);
  return BadFields(bad);
}

}  // namespace blangko::drawers
