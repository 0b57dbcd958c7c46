#include "services/records/nik.h"

#include <algorithm>
#include <cstddef>

namespace blangko::records {
namespace {

constexpr size_t kNikDigits = 16;
constexpr int kFirstProvince = 11;
constexpr int kWomanDay = 40;
constexpr size_t kRoundedMin = 8;  // fewer rows say nothing
constexpr NikProblem kDamaged{"NIK_DAMAGED_BY_SPREADSHEET", "16 digits, exported as text"};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool AllDigits(std::string_view text) { return std::all_of(text.begin(), text.end(), IsDigit); }

// What a spreadsheet makes of a long number: digits with an exponent, a decimal sign or grouping.
bool IsNumberText(std::string_view text) {
  return std::any_of(text.begin(), text.end(), IsDigit) &&
         text.find_first_not_of("0123456789+-., eE'") == std::string_view::npos;
}

int TwoDigits(std::string_view nik, size_t at) { return (nik[at] - '0') * 10 + (nik[at + 1] - '0'); }

std::optional<NikProblem> CheckParts(std::string_view nik) {
  if (TwoDigits(nik, 0) < kFirstProvince || TwoDigits(nik, 2) == 0 || TwoDigits(nik, 4) == 0) {
    return NikProblem{"NIK_INVALID", "digits 1-6: province 11-99, regency and district not 00"};
  }
  const int day = TwoDigits(nik, 6) > kWomanDay ? TwoDigits(nik, 6) - kWomanDay : TwoDigits(nik, 6);
  if (day < 1 || day > 31) return NikProblem{"NIK_INVALID", "digits 7-8: day 01-31 or 41-71"};
  const int month = TwoDigits(nik, 8);
  if (month < 1 || month > 12) return NikProblem{"NIK_INVALID", "digits 9-10: month 01-12"};
  if (nik.substr(12) == "0000") return NikProblem{"NIK_INVALID", "digits 13-16: serial from 0001"};
  return std::nullopt;
}

}  // namespace

std::optional<NikProblem> CheckNik(std::string_view nik) {
  if (nik.empty()) return NikProblem{"NIK_INVALID", "16 digits"};
  if (!AllDigits(nik)) return IsNumberText(nik) ? kDamaged : NikProblem{"NIK_INVALID", "16 digits"};
  if (nik.size() < kNikDigits) return kDamaged;
  if (nik.size() > kNikDigits) return NikProblem{"NIK_INVALID", "16 digits"};
  return CheckParts(nik);
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
