#include "tests/bench/applicants.h"

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"

namespace blangko::bench {
namespace {

constexpr int64_t kMost = 100'000'000;

std::string DayText(absl::CivilDay day) {
  return absl::FormatTime("%Y-%m-%d", absl::FromCivil(day, absl::UTCTimeZone()), absl::UTCTimeZone());
}

void FillPersonal(const cases::CaseRow& row, records::v1::Personal& personal) {
  personal.set_nik(row.nik);
  personal.set_name(row.name);
  personal.set_birth_place(row.birth_place);
  personal.set_birth_date(DayText(row.birth_date));
  personal.set_sex(row.sex);
  personal.set_address(row.address);
  personal.set_rt_rw(row.rt_rw);
  personal.set_village(row.village);
  personal.set_district(row.district);
  personal.set_religion(row.religion);
  personal.set_marital_status(row.marital_status);
  personal.set_occupation(row.occupation);
  personal.set_blood_type(row.blood_type);
  personal.set_phone(row.phone);
}

}  // namespace

Applicants::Applicants()
    : generator_(cases::Scaled(*cases::FindCase("pelalawan"), kMost),
                 cases::MadeUpRegency(kRegency, kDistricts, 8)) {}

cases::CaseRow Applicants::Next() {
  cases::CaseRow row = generator_.Next();
  row.upstream_status = "PRINT_READY_RECORD";
  return row;
}

records::v1::CreateRecordRequest Applicants::NextRequest() {
  const cases::CaseRow row = Next();
  records::v1::CreateRecordRequest request;
  request.set_office(kRegency);
  request.set_area(row.area);
  request.set_request_type(records::v1::REQUEST_TYPE_FIRST_ISSUANCE);
  request.set_request_number(row.request_number);
  request.set_upstream(records::v1::UPSTREAM_STATUS_PRINT_READY_RECORD);
  request.mutable_recorded_time()->set_seconds(absl::ToUnixSeconds(cases::RecordedTime(row)));
  *request.mutable_applied_time() = request.recorded_time();
  FillPersonal(row, *request.mutable_personal());
  return request;
}

std::string Applicants::NextList(int64_t rows) {
  std::string list(cases::CsvHeader());
  for (int64_t row = 0; row < rows; ++row) list += cases::CsvLine(Next());
  return list;
}

}  // namespace blangko::bench
