#include "services/movements/validate_movements.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "base/text.h"
#include "services/access/region_code.h"
#include "services/access/validate_proposals.h"
#include "services/movements/case_limit.h"
#include "services/refusal/refusal.h"

namespace blangko::movements {
namespace {

using Violations = std::vector<FieldViolation>;

constexpr int64_t kBlanksMax = 100'000'000;
constexpr size_t kNumberMax = 100;  // bytes of a lot or document number
constexpr size_t kTextMax = 200;
constexpr int kLinesMax = 50;
constexpr std::string_view kCauses[] = {"CACAT", "RUSAK_GUDANG", "UJI_COBA"};

void CheckName(std::string_view field, std::string_view text, size_t min, Violations& bad,
               size_t max = kNumberMax) {
  if (text.size() >= min && text.size() <= max && text.find('\n') == std::string_view::npos) return;
  bad.push_back({std::string(field), absl::StrCat(text.size(), " bytes"),
                 absl::StrCat(min, " to ", max, " bytes on one line")});
}

// The number of a paper, or none.
void CheckNumber(std::string_view field, std::string_view number, Violations& bad) {
  CheckName(field, number, 0, bad);
  access::CheckNoNik(field, number, bad);
}

void CheckOffice(std::string_view code, Violations& bad) {
  if (access::IsOfficeCode(code)) return;
  bad.push_back({"office", std::string(code), "an office code such as 14.05 or 14.05.02"});
}

void CheckCount(std::string_view field, int64_t count, Violations& bad) {
  if (count >= 1 && count <= kBlanksMax) return;
  bad.push_back({std::string(field), absl::StrCat(count), absl::StrCat("1 to ", kBlanksMax)});
}

void CheckHowMany(std::string_view field, int size, int min, Violations& bad) {
  if (size >= min && size <= kLinesMax) return;
  bad.push_back({std::string(field), absl::StrCat(size), absl::StrCat(min, " to ", kLinesMax)});
}

void CheckWhy(std::string_view field, std::string_view text, Violations& bad) {
  if (text.empty()) bad.push_back({std::string(field), "", "why; no personal data"});
  access::CheckReason(field, text, bad);
}

bool IsDate(const common::v1::Date& date) {
  if (date.year() < 2000 || date.year() > 9999) return false;
  const absl::CivilDay day(date.year(), date.month(), date.day());
  return day.month() == date.month() && day.day() == date.day();
}

void CheckLossLines(const v1::DeclareLossRequest& request, Violations& bad) {
  CheckHowMany("lines", request.lines_size(), 1, bad);
  std::set<std::string> lots;
  for (const v1::LossLine& line : request.lines()) {
    CheckName("lines.lot", line.lot(), 1, bad);
    CheckCount("lines.count", line.count(), bad);
    if (!lots.insert(line.lot()).second)
      bad.push_back({"lines.lot", absl::StrCat(line.lot(), " twice"), "one line for each lot"});
  }
}

}  // namespace

int64_t DayOf(const common::v1::Date& date) {
  return absl::CivilDay(date.year(), date.month(), date.day()) - absl::CivilDay(1970, 1, 1);
}

absl::Status ValidateResolve(const v1::ResolveCaseRequest& request) {
  Violations bad;
  CheckName("lot", request.lot(), 1, bad);
  CheckCount("count", request.count(), bad);
  const bool known =
      v1::Resolution_IsValid(request.resolution()) && request.resolution() != v1::RESOLUTION_UNSPECIFIED;
  if (!known) bad.push_back({"resolution", absl::StrCat(request.resolution()), "one of the resolutions"});
  CheckWhy("note", request.note(), bad);
  CheckNumber("document", request.document(), bad);
  return BadFields(bad);
}

absl::Status ValidateDeclareLoss(const v1::DeclareLossRequest& request) {
  Violations bad;
  CheckOffice(request.office(), bad);
  CheckLossLines(request, bad);
  CheckWhy("circumstances", request.circumstances(), bad);
  CheckName("place", request.place(), 1, bad, kTextMax);
  access::CheckNoNik("place", request.place(), bad);
  CheckNumber("police_report", request.police_report(), bad);
  if (!IsDate(request.lost_date())) bad.push_back({"lost_date", "", "the day when it was found out"});
  CheckHowMany("uids", request.uids_size(), 0, bad);
  return BadFields(bad);
}

absl::Status ValidateFindLost(const v1::FindLostRequest& request) {
  Violations bad;
  if (request.loss_id().empty() == request.case_id().empty())
    bad.push_back({"loss_id", request.loss_id(), "either a loss or a case, not both"});
  CheckName("lot", request.lot(), 1, bad);
  CheckCount("count", request.count(), bad);
  CheckWhy("reason", request.reason(), bad);
  CheckNumber("document", request.document(), bad);
  return BadFields(bad);
}

absl::Status ValidateSpoil(const v1::SpoilBlanksRequest& request) {
  Violations bad;
  CheckOffice(request.office(), bad);
  CheckName("lot", request.lot(), 1, bad);
  CheckCount("count", request.count(), bad);
  const bool known = std::any_of(std::begin(kCauses), std::end(kCauses),
                                 [&](std::string_view cause) { return cause == request.cause(); });
  if (!known) bad.push_back({"cause", request.cause(), "CACAT, RUSAK_GUDANG or UJI_COBA"});
  access::CheckReason("note", request.note(), bad);
  return BadFields(bad);
}

absl::Status ValidateWriteOff(const v1::WriteOffLotRequest& request) {
  Violations bad;
  CheckOffice(request.office(), bad);
  CheckName("lot", request.lot(), 1, bad);
  CheckWhy("reason", request.reason(), bad);
  CheckNumber("document", request.document(), bad);
  return BadFields(bad);
}

absl::Status ValidateReverse(const v1::ReverseEntryRequest& request) {
  Violations bad;
  CheckOffice(request.office(), bad);
  CheckName("lot", request.lot(), 1, bad);
  if (request.seq() == 0) bad.push_back({"seq", "0", "the number of an entry, from blangko movements"});
  CheckWhy("reason", request.reason(), bad);
  return BadFields(bad);
}

absl::Status ValidateSetCaseLimit(const v1::SetCaseLimitRequest& request) {
  Violations bad;
  CheckOffice(request.office(), bad);
  if (request.days() < 1 || request.days() > kCaseDaysMax)
    bad.push_back({"days", absl::StrCat(request.days()), absl::StrCat("1 to ", kCaseDaysMax)});
  return BadFields(bad);
}

}  // namespace blangko::movements
