#include "services/packs/validate_packs.h"

#include <set>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "base/chip_uid.h"
#include "services/access/validate_proposals.h"
#include "services/refusal/refusal.h"

namespace blangko::packs {
namespace {

using Violations = std::vector<FieldViolation>;

constexpr size_t kNumberMax = 100;  // bytes of a lot, document or pack number
constexpr char kWantUid[] = "a chip's UID: 8, 14 or 20 hex digits";

void CheckName(std::string_view field, std::string_view text, size_t min, Violations& bad) {
  if (text.size() >= min && text.size() <= kNumberMax) return;
  bad.push_back({std::string(field), absl::StrCat(text.size(), " bytes"),
                 absl::StrCat(min, " to ", kNumberMax, " bytes")});
}

void CheckHowMany(std::string_view field, int size, int max, Violations& bad) {
  if (size >= 1 && size <= max) return;
  bad.push_back({std::string(field), absl::StrCat(size), absl::StrCat("1 to ", max)});
}

}  // namespace

absl::Status ValidateAddUids(const v1::AddUidsRequest& request) {
  Violations bad;
  CheckName("lot", request.lot(), 1, bad);
  CheckName("document", request.document(), 1, bad);
  access::CheckNoNik("document", request.document(), bad);
  CheckHowMany("ranges", request.ranges_size(), kRangesMax, bad);
  for (const v1::UidRange& range : request.ranges()) CheckName("ranges.pack", range.pack(), 0, bad);
  return BadFields(bad);
}

absl::Status ValidateCheckUids(const v1::CheckUidsRequest& request) {
  Violations bad;
  CheckName("lot", request.lot(), 1, bad);
  CheckName("pack", request.pack(), 0, bad);
  CheckHowMany("uids", request.uids_size(), kCheckedMax, bad);
  return BadFields(bad);
}

absl::Status ValidateNameMissing(const v1::NameMissingRequest& request) {
  Violations bad;
  CheckName("shipment_id", request.shipment_id(), 1, bad);
  CheckName("lot", request.lot(), 1, bad);
  CheckHowMany("uids", request.uids_size(), kMissingMax, bad);
  if (request.reason().empty()) bad.push_back({"reason", "", "why; no personal data"});
  access::CheckReason("reason", request.reason(), bad);
  return BadFields(bad);
}

absl::StatusOr<std::vector<std::string>> UidsOf(const google::protobuf::RepeatedPtrField<std::string>& uids) {
  std::vector<std::string> parsed;
  std::set<std::string> seen;
  for (const std::string& text : uids) {
    const auto uid = ParseChipUid(text);
    if (!uid.ok()) return BadField("uids", text, kWantUid);
    if (!seen.insert(*uid).second) return BadField("uids", absl::StrCat(*uid, " twice"), "each UID once");
    parsed.push_back(*uid);
  }
  return parsed;
}

}  // namespace blangko::packs
