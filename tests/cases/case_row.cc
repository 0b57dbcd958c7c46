#include "tests/cases/case_row.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace blangko::cases {
namespace {

std::string DateText(absl::CivilDay day) {
  return absl::FormatTime("%Y-%m-%d", absl::FromCivil(day, Wib()), Wib());
}

std::string MinuteText(absl::CivilMinute minute) {
  return absl::FormatTime("%Y-%m-%d %H:%M", absl::FromCivil(minute, Wib()), Wib());
}

}  // namespace

absl::TimeZone Wib() { return absl::FixedTimeZone(7 * 60 * 60); }

absl::Time RecordedTime(const CaseRow& row) { return absl::FromCivil(row.recorded, Wib()); }

std::string_view CsvHeader() {
  return "record_id,nik,name,birth_place,birth_date,sex,address,rt_rw,village,district,area,religion,marital_status,"
         "occupation,"
         "blood_type,phone,request_type,request_number,upstream_status,recorded_time,applied_time\n";
}

std::string CsvLine(const CaseRow& row) {
  const auto fields = {row.record_id,
                       row.nik,
                       row.name,
                       row.birth_place,
                       DateText(row.birth_date),
                       row.sex,
                       row.address,
                       row.rt_rw,
                       row.village,
                       row.district,
                       row.area,
                       row.religion,
                       row.marital_status,
                       row.occupation,
                       row.blood_type,
                       row.phone,
                       row.request_type,
                       row.request_number,
                       row.upstream_status,
                       MinuteText(row.recorded),
                       MinuteText(row.applied)};
  return absl::StrCat(absl::StrJoin(fields, ","), "\n");
}

}  // namespace blangko::cases
