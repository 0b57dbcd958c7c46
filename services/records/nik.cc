#include "services/records/nik.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/text.h"
#include "services/refusal/refusal.h"

namespace blangko::records {
namespace {

constexpr size_t kNikDigits = 16;
constexpr int kFirstProvince = 11;
constexpr int kWomanDay = 40;
constexpr size_t kRoundedMin = 8;        // fewer rows say nothing
constexpr size_t kShortDamagedMin = 13;  // digits of a number that lost its end and still looks like a NIK
constexpr size_t kTrailingZerosShort = 3;
constexpr size_t kTrailingZeros = 4;  // the serial number of a NIK is never 0000
constexpr char kText[] = "16 digits, exported as text";

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool AllDigits(std::string_view text) { return std::all_of(text.begin(), text.end(), IsDigit); }

size_t ZerosAtEnd(std::string_view digits) {
  const size_t last = digits.find_last_not_of('0');
  return last == std::string_view::npos ? digits.size() : digits.size() - last - 1;
}

// "1.40502E+15", "1405021708950001.0" or "1,405,021,708,950,001": a number as a spreadsheet shows it.
bool IsSpreadsheetNumber(std::string_view text) {
  if (text.find_first_not_of("0123456789+-.,eE") != std::string_view::npos || !IsDigit(text.front()))
    return false;
  if (text.find_first_of("eE") != std::string_view::npos) return true;
  if (text.find_first_of("+-") != std::string_view::npos) return false;
  const std::vector<absl::string_view> groups = absl::StrSplit(ToAbsl(text), absl::ByAnyChar(".,"));
  return groups.size() == 2 || std::all_of(groups.begin() + 1, groups.end(),
                                           [](absl::string_view group) { return group.size() == 3; });
}

NikProblem Damaged(std::string_view nik, std::string want) {
  return {"NIK_DAMAGED_BY_SPREADSHEET", MaskNik(nik), std::move(want)};
}

int TwoDigits(std::string_view nik, size_t at) { return (nik[at] - '0') * 10 + (nik[at + 1] - '0'); }

std::optional<NikProblem> CheckParts(std::string_view nik) {
  const auto invalid = [&](const char* want) { return NikProblem{"NIK_INVALID", MaskNik(nik), want}; };
  if (TwoDigits(nik, 0) < kFirstProvince || TwoDigits(nik, 2) == 0 || TwoDigits(nik, 4) == 0) {
    return invalid("digits 1-6: province 11-99, regency and district not 00");
  }
  const int day = TwoDigits(nik, 6) > kWomanDay ? TwoDigits(nik, 6) - kWomanDay : TwoDigits(nik, 6);
  if (day < 1 || day > 31) return invalid("digits 7-8: day 01-31 or 41-71");
  const int month = TwoDigits(nik, 8);
  if (month < 1 || month > 12) return invalid("digits 9-10: month 01-12");
  return std::nullopt;
}

std::optional<NikProblem> CheckLength(std::string_view digits) {
  const size_t zeros = ZerosAtEnd(digits);
  const bool short_damaged =
      digits.size() < kNikDigits && digits.size() >= kShortDamagedMin && zeros >= kTrailingZerosShort;
  if (short_damaged || (digits.size() == kNikDigits && zeros >= kTrailingZeros)) {
    return Damaged(digits, absl::StrCat(kText, "; this one ends in ", zeros, " zeros"));
  }
  if (digits.size() == kNikDigits) return std::nullopt;
  return NikProblem{"NIK_LENGTH", absl::StrCat(digits.size(), " digits"), "16 digits"};
}

}  // namespace

std::optional<NikProblem> CheckNik(std::string_view nik) {
  if (nik.empty()) return NikProblem{"NIK_INVALID", "", "16 digits"};
  if (!AllDigits(nik)) {
    if (IsSpreadsheetNumber(nik)) return Damaged(nik, kText);
    return NikProblem{"NIK_INVALID", "other characters than digits", "16 digits and nothing else"};
  }
  if (auto problem = CheckLength(nik)) return problem;
  return CheckParts(nik);
}

std::string PlainNik(std::string_view text) {
  if (!text.empty() && text.front() == '\'') text.remove_prefix(1);
  std::string plain(text);
  std::erase(plain, ' ');
  return AllDigits(plain) ? plain : std::string(text);
}

std::string DiffersFromNik(std::string_view nik, absl::CivilDay birth, std::string_view sex) {
  const bool woman = TwoDigits(nik, 6) > kWomanDay;
  const int day = TwoDigits(nik, 6) - (woman ? kWomanDay : 0);
  const bool same_day =
      day == birth.day() && TwoDigits(nik, 8) == birth.month() && TwoDigits(nik, 10) == birth.year() % 100;
  const bool same_sex = sex.empty() || sex == (woman ? "P" : "L");
  if (same_day) return same_sex ? "" : "sex";
  return same_sex ? "birth_date" : "birth_date, sex";
}

bool HoldsNik(std::string_view text) {
  size_t run = 0;
  for (const char c : text) {
    run = IsDigit(c) ? run + 1 : 0;
    if (run == kNikDigits) return true;
  }
  return false;
}

bool LooksRounded(size_t ending_in_zero, size_t all) {
  return all >= kRoundedMin && ending_in_zero * 10 >= all * 8;
}

}  // namespace blangko::records
