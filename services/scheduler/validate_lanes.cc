#include "services/scheduler/validate_lanes.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "services/refusal/refusal.h"

namespace blangko::scheduler {
namespace {

using Violations = std::vector<FieldViolation>;

constexpr std::string_view kReasonCodes[] = {"RUMAH_SAKIT", "BPJS",   "SEKOLAH", "KERJA",
                                             "UMRAH_HAJI",  "PASPOR", "BENCANA", "LAIN"};
constexpr char kOther[] = "LAIN";
constexpr size_t kTextMax = 200;

// It stands in the log.
void CheckText(const char* field, const std::string& text, Violations& bad) {
  if (text.size() > kTextMax) {
    bad.push_back({field, absl::StrCat(text.size(), " bytes"), absl::StrCat("at most ", kTextMax, " bytes")});
  } else if (MaskNiks(text) != text) {
    bad.push_back({field, "16 digits in a row", "no personal data"});
  }
}

void CheckRecordId(std::string_view record_id, Violations& bad) {
  if (record_id.empty()) bad.push_back({"record_id", "", "the id of a record"});
}

void CheckReasonCode(const v1::SetLaneRequest& request, Violations& bad) {
  const bool known = std::find(std::begin(kReasonCodes), std::end(kReasonCodes), request.reason_code()) !=
                     std::end(kReasonCodes);
  const bool may_lack = request.lane() == v1::LANE_ORDINARY && request.reason_code().empty();
  if (!known && !may_lack) {
    bad.push_back({"reason_code", request.reason_code(),
                   "RUMAH_SAKIT, BPJS, SEKOLAH, KERJA, UMRAH_HAJI, PASPOR, BENCANA or LAIN"});
  }
  if (request.reason_code() == kOther && request.note().empty())
    bad.push_back({"note", "", "what LAIN stands for; no personal data"});
}

void CheckDate(const char* field, const common::v1::Date& date, Violations& bad) {
  const absl::CivilDay day(date.year(), date.month(), date.day());
  if (day.year() == date.year() && day.month() == date.month() && day.day() == date.day()) return;
  bad.push_back(
      {field, absl::StrCat(date.year(), "-", date.month(), "-", date.day()), "a day of the calendar"});
}

}  // namespace

absl::Status ValidateSetLane(const v1::SetLaneRequest& request) {
  Violations bad;
  CheckRecordId(request.record_id(), bad);
  if (request.lane() < v1::LANE_ORDINARY || request.lane() > v1::LANE_DISASTER) {
    bad.push_back({"lane", absl::StrCat(static_cast<int>(request.lane())),
                   "ORDINARY, URGENT, OUT_OF_DOMICILE, MOBILE or DISASTER"});
  }
  CheckReasonCode(request, bad);
  CheckText("note", request.note(), bad);
  CheckText("document", request.document(), bad);
  return BadFields(bad);
}

absl::Status ValidateMarkPresent(const v1::MarkPresentRequest& request) {
  Violations bad;
  CheckRecordId(request.record_id(), bad);
  return BadFields(bad);
}

absl::Status ValidateListLaneMarks(const v1::ListLaneMarksRequest& request) {
  Violations bad;
  if (request.has_from_date()) CheckDate("from_date", request.from_date(), bad);
  if (request.has_to_date()) CheckDate("to_date", request.to_date(), bad);
  return BadFields(bad);
}

}  // namespace blangko::scheduler
