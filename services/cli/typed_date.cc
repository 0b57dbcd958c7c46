#include "services/cli/typed_date.h"

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "base/status_macros.h"
#include "services/cli/cells.h"
#include "services/cli/errors.h"

namespace blangko::cli {

absl::StatusOr<common::v1::Date> ParseDay(const std::string& option, const std::string& typed,
                                          const absl::TimeZone& zone) {
  if (typed.empty()) return UsageError(option + ": sebutkan tanggalnya", option + ": name the day");
  ASSIGN_OR_RETURN(const auto time, ParseTime(typed, zone));
  const absl::CivilDay day = absl::ToCivilDay(ToTime(time), zone);
  common::v1::Date date;
  date.set_year(static_cast<int32_t>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}

std::string DayCell(const common::v1::Date& day) {
  if (day.year() == 0) return "";
  return absl::StrCat(day.year(), "-", absl::Dec(day.month(), absl::kZeroPad2), "-",
                      absl::Dec(day.day(), absl::kZeroPad2));
}

}  // namespace blangko::cli
