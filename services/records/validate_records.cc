#include "services/records/validate_records.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "services/access/region_code.h"
#include "services/access/validate_offices.h"
#include "services/records/birth_date.h"
#include "services/records/nik.h"
#include "services/refusal/refusal.h"

namespace blangko::records {
namespace {

using Violations = std::vector<FieldViolation>;

bool IsIdChar(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
         std::string_view("._/:-").find(c) != std::string_view::npos;
}

void CheckIds(std::string_view request_id, std::string_view record_id, Violations& bad) {
  if (!access::CheckRequestId(request_id).ok()) {
    bad.push_back({"request_id", std::string(request_id), "a UUID of version 7 in lower case"});
  }
  if (record_id.empty() || record_id.size() > kRecordIdMax) {
    bad.push_back({"record_id", std::string(record_id.substr(0, kRecordIdMax)), "the id of a record"});
  }
}

// Reasons and notes go into the log, which carries no personal data.
void CheckText(const char* field, std::string_view text, Violations& bad) {
  if (text.size() > kNoteMax) {
    bad.push_back({field, absl::StrCat(text.size(), " bytes"), absl::StrCat("at most ", kNoteMax)});
  } else if (HoldsNik(text)) {
    bad.push_back({field, "16 digits in a row", "no personal data"});
  }
}

void CheckPast(const char* field, const google::protobuf::Timestamp& time, absl::Time now, Violations& bad) {
  if (TimeOf(time) > now) bad.push_back({field, absl::FormatTime(TimeOf(time)), "not in the future"});
}

void CheckPersonal(const v1::Personal& personal, absl::Time now, Violations& bad) {
  if (const auto problem = CheckNik(personal.nik())) {
    bad.push_back({"personal.nik", problem->got, problem->want});
  }
  if (personal.name().empty() || personal.name().size() > kNoteMax) {
    bad.push_back(
        {"personal.name", absl::StrCat(personal.name().size(), " bytes"), absl::StrCat("1 to ", kNoteMax)});
  }
  const auto birth = ParseBirthDate(personal.birth_date());
  if (!birth.has_value() || absl::FromCivil(*birth, absl::UTCTimeZone()) > now) {
    bad.push_back({"personal.birth_date", "(not shown)", "YYYY-MM-DD, not in the future"});
  }
}

void CheckSex(std::string_view sex, Violations& bad) {
  if (sex == "L" || sex == "P") return;
  bad.push_back({"personal.sex", sex.empty() ? "" : absl::StrCat(sex.size(), " bytes"), "L or P"});
}

void CheckPlaces(const v1::CreateRecordRequest& request, Violations& bad) {
  if (!access::IsOfficeCode(request.office())) bad.push_back({"office", request.office(), "an office code"});
  if (!access::IsRegionCode(request.area())) {
    bad.push_back({"area", request.area(), "a region code such as 14.05.02.2003"});
  }
}

bool IsCode(std::string_view text) {
  return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

}  // namespace

bool IsRecordId(std::string_view text) {
  return !text.empty() && text.size() <= kRecordIdMax && std::all_of(text.begin(), text.end(), IsIdChar);
}

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixMicros(time.seconds() * 1'000'000 + time.nanos() / 1000);
}

absl::Status ValidateCreate(const v1::CreateRecordRequest& request, absl::Time now) {
  Violations bad;
  CheckIds(request.request_id(), "-", bad);
  CheckPlaces(request, bad);
  const bool type_known = v1::RequestType_IsValid(request.request_type());
  if (request.request_type() == v1::REQUEST_TYPE_UNSPECIFIED || !type_known) {
    bad.push_back({"request_type", absl::StrCat(request.request_type()), "one of the request types"});
  }
  const bool status_known = v1::UpstreamStatus_IsValid(request.upstream());
  if (request.upstream() == v1::UPSTREAM_STATUS_UNSPECIFIED || !status_known) {
    bad.push_back({"upstream", absl::StrCat(request.upstream()), "the status of the record upstream"});
  }
  if (request.request_number().size() > kRecordIdMax) {
    bad.push_back({"request_number", absl::StrCat(request.request_number().size(), " bytes"),
                   absl::StrCat("at most ", kRecordIdMax)});
  }
  CheckText("reason", request.reason(), bad);
  CheckText("suket_number", request.suket_number(), bad);
  CheckPast("recorded_time", request.recorded_time(), now, bad);
  CheckPast("applied_time", request.applied_time(), now, bad);
  CheckPersonal(request.personal(), now, bad);
  CheckSex(request.personal().sex(), bad);
  return BadFields(bad);
}

absl::Status ValidateHold(const v1::HoldRecordRequest& request, absl::Time now) {
  Violations bad;
  CheckIds(request.request_id(), request.record_id(), bad);
  if (!request.reason().empty() && !IsCode(request.reason())) {
    bad.push_back({"reason", "(other)", "a code in capital letters, such as PERSON"});
  }
  CheckText("note", request.note(), bad);
  if (request.has_until() && TimeOf(request.until()) <= now) {
    bad.push_back({"until", absl::FormatTime(TimeOf(request.until())), "a time to come"});
  }
  return BadFields(bad);
}

absl::Status ValidateRelease(const v1::ReleaseRecordRequest& request) {
  Violations bad;
  CheckIds(request.request_id(), request.record_id(), bad);
  CheckText("reason", request.reason(), bad);
  CheckText("note", request.note(), bad);
  return BadFields(bad);
}

absl::Status ValidateCancel(const v1::CancelRecordRequest& request) {
  Violations bad;
  CheckIds(request.request_id(), request.record_id(), bad);
  if (request.reason().empty()) bad.push_back({"reason", "", "why the request is cancelled"});
  CheckText("reason", request.reason(), bad);
  return BadFields(bad);
}

absl::Status ValidateMove(const v1::MoveRecordRequest& request) {
  Violations bad;
  CheckIds(request.request_id(), request.record_id(), bad);
  if (!access::IsOfficeCode(request.site())) bad.push_back({"site", request.site(), "an office code"});
  CheckText("reason", request.reason(), bad);
  return BadFields(bad);
}

}  // namespace blangko::records
