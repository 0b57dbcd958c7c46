#include "services/records/birth_date.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "base/text.h"

namespace blangko::records {
namespace {

constexpr int kFirstYear = 1900;

std::optional<int> Number(std::string_view digits) {
  int value = 0;
  if (digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  return absl::SimpleAtoi(ToAbsl(digits), &value) ? std::optional<int>(value) : std::nullopt;
}

}  // namespace

std::optional<absl::CivilDay> ExactDay(int year, int month, int day) {
  const absl::CivilDay exact(year, month, day);
  const bool exists = exact.year() == year && exact.month() == month && exact.day() == day;
  return exists && year >= kFirstYear ? std::optional<absl::CivilDay>(exact) : std::nullopt;
}

std::optional<absl::CivilDay> ParseBirthDate(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = Number(text.substr(0, 4));
  const auto month = Number(text.substr(5, 2));
  const auto day = Number(text.substr(8, 2));
  if (!year.has_value() || !month.has_value() || !day.has_value()) return std::nullopt;
  return ExactDay(*year, *month, *day);
}

std::string FormatBirthDate(absl::CivilDay day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

}  // namespace blangko::records
