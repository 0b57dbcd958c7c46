#include "services/counts/validate_counts.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/access/region_code.h"
#include "services/access/validate_proposals.h"
#include "services/refusal/refusal.h"

namespace blangko::counts {
namespace {

using Violations = std::vector<FieldViolation>;

constexpr int64_t kBlanksMax = 100'000'000;
constexpr size_t kNumberMax = 100;  // bytes of a lot or document number

void CheckName(std::string_view field, std::string_view text, size_t min, Violations& bad) {
  if (text.size() >= min && text.size() <= kNumberMax) return;
  bad.push_back({std::string(field), absl::StrCat(text.size(), " bytes"),
                 absl::StrCat(min, " to ", kNumberMax, " bytes on one line")});
}

void CheckHowMany(std::string_view field, int size, int min, Violations& bad) {
  if (size >= min && size <= static_cast<int>(kLotsOfACountMax)) return;
  bad.push_back({std::string(field), absl::StrCat(size), absl::StrCat(min, " to ", kLotsOfACountMax)});
}

// That each lot stands there once.
class LotsOnce {
 public:
  explicit LotsOnce(std::string_view field) : field_(field) {}

  void Add(const std::string& lot, Violations& bad) {
    CheckName(field_, lot, 1, bad);
    if (!seen_.insert(lot).second)
      bad.push_back({field_, absl::StrCat(lot, " twice"), "one line for each lot"});
  }

 private:
  const std::string field_;
  std::set<std::string> seen_;
};

void CheckBlanks(std::string_view field, int64_t count, Violations& bad) {
  if (count >= 0 && count <= kBlanksMax) return;
  bad.push_back({std::string(field), absl::StrCat(count), absl::StrCat("0 to ", kBlanksMax)});
}

void CheckText(std::string_view field, std::string_view text, Violations& bad) {
  if (text.empty()) bad.push_back({std::string(field), "", "why; no personal data"});
  access::CheckReason(field, text, bad);
}

}  // namespace

absl::Status ValidateOpen(const v1::OpenCountRequest& request) {
  Violations bad;
  if (!access::IsOfficeCode(request.office()))
    bad.push_back({"office", request.office(), "an office code such as 14.05 or 14.05.02"});
  CheckHowMany("lots", request.lots_size(), 0, bad);
  LotsOnce lots("lots");
  for (const std::string& lot : request.lots()) lots.Add(lot, bad);
  return BadFields(bad);
}

absl::Status ValidateEnter(const v1::EnterCountRequest& request) {
  Violations bad;
  CheckHowMany("lines", request.lines_size(), 1, bad);
  LotsOnce lots("lines.lot");
  for (const v1::EnteredLine& line : request.lines()) {
    lots.Add(line.lot(), bad);
    CheckBlanks("lines.counted.unused", line.counted().unused(), bad);
    CheckBlanks("lines.counted.spoiled", line.counted().spoiled(), bad);
  }
  return BadFields(bad);
}

absl::Status ValidateSettle(const v1::SettleCountRequest& request) {
  Violations bad;
  CheckName("document", request.document(), 0, bad);
  CheckHowMany("explanations", request.explanations_size(), 0, bad);
  LotsOnce lots("explanations.lot");
  for (const v1::Explanation& explanation : request.explanations()) {
    lots.Add(explanation.lot(), bad);
    CheckText("explanations.text", explanation.text(), bad);
  }
  return BadFields(bad);
}

absl::Status ValidateCancel(const v1::CancelCountRequest& request) {
  Violations bad;
  CheckText("reason", request.reason(), bad);
  return BadFields(bad);
}

}  // namespace blangko::counts
