#include "services/packs/validate_packs.h"

#include <set>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "base/chip_uid.h"
#include "base/text.h"
#include "services/access/validate_proposals.h"
#include "services/refusal/refusal.h"
#include "services/stock/shipment_packs.h"
#include "services/stock/validate_stock.h"

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

void CheckHowMany(std::string_view field, int size, int min, int max, Violations& bad) {
  if (size >= min && size <= max) return;
  bad.push_back({std::string(field), absl::StrCat(size), absl::StrCat(min, " to ", max)});
}

void CheckPackId(std::string_view field, std::string_view id, Violations& bad) {
  if (stock::IsPackId(id)) return;
  bad.push_back({std::string(field), std::string(id.substr(0, 2 * stock::kPackIdMax)),
                 "1 to 40 letters, digits, -, . and /"});
}

void CheckLabels(std::string_view field, const google::protobuf::RepeatedPtrField<v1::LabelledPack>& labels,
                 Violations& bad) {
  std::set<std::string_view> seen;
  for (const v1::LabelledPack& label : labels) {
    CheckPackId(absl::StrCat(ToAbsl(field), ".pack_id"), label.pack_id(), bad);
    if (!seen.insert(label.pack_id()).second) {
      bad.push_back({absl::StrCat(ToAbsl(field), ".pack_id"), absl::StrCat(label.pack_id(), " twice"),
                     "each label once"});
    }
    if (label.count() >= 1 && label.count() <= stock::kCountMax) continue;
    bad.push_back({absl::StrCat(ToAbsl(field), ".count"), absl::StrCat(label.count()),
                   absl::StrCat("1 to ", stock::kCountMax)});
  }
}

}  // namespace

absl::Status ValidateAddUids(const v1::AddUidsRequest& request) {
  Violations bad;
  CheckName("lot", request.lot(), 1, bad);
  CheckName("document", request.document(), 1, bad);
  access::CheckNoNik("document", request.document(), bad);
  CheckHowMany("ranges", request.ranges_size(), 1, kRangesMax, bad);
  for (const v1::UidRange& range : request.ranges()) CheckName("ranges.pack", range.pack(), 0, bad);
  return BadFields(bad);
}

absl::Status ValidateCheckUids(const v1::CheckUidsRequest& request) {
  Violations bad;
  CheckName("lot", request.lot(), 1, bad);
  CheckName("pack", request.pack(), 0, bad);
  CheckHowMany("uids", request.uids_size(), 1, kCheckedMax, bad);
  return BadFields(bad);
}

absl::Status ValidateNameMissing(const v1::NameMissingRequest& request) {
  Violations bad;
  CheckName("shipment_id", request.shipment_id(), 1, bad);
  CheckName("lot", request.lot(), 1, bad);
  CheckHowMany("uids", request.uids_size(), 1, kMissingMax, bad);
  if (request.reason().empty()) bad.push_back({"reason", "", "why; no personal data"});
  access::CheckReason("reason", request.reason(), bad);
  return BadFields(bad);
}

absl::Status ValidateRemoveUids(const v1::RemoveUidsRequest& request) {
  Violations bad;
  CheckName("lot", request.lot(), 1, bad);
  if (request.reason().empty()) bad.push_back({"reason", "", "why; no personal data"});
  access::CheckReason("reason", request.reason(), bad);
  return BadFields(bad);
}

absl::Status ValidateRegisterPacks(const v1::RegisterPacksRequest& request) {
  Violations bad;
  CheckName("office", request.office(), 1, bad);
  CheckName("lot", request.lot(), 1, bad);
  CheckName("document", request.document(), 0, bad);
  CheckHowMany("packs", request.packs_size(), 1, kRegisteredMax, bad);
  CheckLabels("packs", request.packs(), bad);
  return BadFields(bad);
}

absl::Status ValidateSplitPack(const v1::SplitPackRequest& request) {
  Violations bad;
  CheckPackId("pack_id", request.pack_id(), bad);
  CheckHowMany("into", request.into_size(), 2, kPartsMax, bad);
  CheckLabels("into", request.into(), bad);
  return BadFields(bad);
}

absl::Status ValidateMergePacks(const v1::MergePacksRequest& request) {
  Violations bad;
  CheckHowMany("pack_ids", request.pack_ids_size(), 2, kPartsMax, bad);
  std::set<std::string_view> seen;
  for (const std::string& id : request.pack_ids()) {
    CheckPackId("pack_ids", id, bad);
    if (!seen.insert(id).second) bad.push_back({"pack_ids", absl::StrCat(id, " twice"), "each pack once"});
  }
  CheckPackId("into", request.into(), bad);
  return BadFields(bad);
}

absl::Status ValidateOpenPack(const v1::OpenPackRequest& request) {
  Violations bad;
  CheckPackId("pack_id", request.pack_id(), bad);
  CheckHowMany("uids", request.uids_size(), 0, kSampledMax, bad);
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
