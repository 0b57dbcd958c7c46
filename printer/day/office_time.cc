#include "printer/day/office_time.h"

#include <array>

#include "absl/strings/str_cat.h"

namespace blangko::printer {

absl::TimeZone ZoneNamed(const std::string& name) {
  absl::TimeZone zone;
  return absl::LoadTimeZone(name, &zone) ? zone : absl::UTCTimeZone();
}

std::string ZoneWord(absl::Time time, absl::TimeZone zone) {
  constexpr std::array<const char*, 3> kWords = {"WIB", "WITA", "WIT"};  // UTC+7, +8, +9
  for (size_t i = 0; i < kWords.size(); ++i) {
    if (zone.At(time).offset == (7 + static_cast<int>(i)) * 3600) return kWords.at(i);
  }
  return absl::FormatTime("%Z", time, zone);
}

std::string OfficeTime(absl::string_view format, absl::Time time, absl::TimeZone zone) {
  return absl::StrCat(absl::FormatTime(format, time, zone), " ", ZoneWord(time, zone));
}

}  // namespace blangko::printer
