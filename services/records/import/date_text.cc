#include "services/records/import/date_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/text.h"
#include "services/records/birth_date.h"

namespace blangko::records {
namespace {

constexpr size_t kRfc3339DateLength = 10;
constexpr size_t kYearDigits = 4;
constexpr size_t kOtherDigits = 2;

std::string_view Trimmed(std::string_view text) { return ToStd(absl::StripAsciiWhitespace(ToAbsl(text))); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsPart(char c) { return c == 'Y' || c == 'M' || c == 'D'; }

// The number that `text` spells with digits alone.
std::optional<int> Number(std::string_view text) {
  int number = 0;
  for (const char c : text) {
    if (!IsDigit(c)) return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return text.empty() ? std::nullopt : std::optional<int>(number);
}

// "HH:MM" or "HH:MM:SS" as seconds of the day.
std::optional<int> SecondsOfDay(std::string_view text) {
  if (text.empty()) return 0;
  if ((text.size() != 5 && text.size() != 8) || text[2] != ':') return std::nullopt;
  if (text.size() == 8 && text[5] != ':') return std::nullopt;
  const auto hour = Number(text.substr(0, 2));
  const auto minute = Number(text.substr(3, 2));
  const auto second = text.size() == 8 ? Number(text.substr(6, 2)) : std::optional<int>(0);
  if (!hour.has_value() || !minute.has_value() || !second.has_value()) return std::nullopt;
  if (*hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  return (*hour * 60 + *minute) * 60 + *second;
}

std::optional<absl::Time> ParseRfc3339(std::string_view text) {
  absl::Time time;
  std::string error;
  if (!absl::ParseTime(absl::RFC3339_full, ToAbsl(text), &time, &error)) return std::nullopt;
  return time;
}

// How many times the first character is there in a row.
size_t RunLength(std::string_view text) {
  return std::min(text.find_first_not_of(text.front()), text.size());
}

// The digits at the front of `text` that a part of a form takes: all that it wants, one or two for a single letter.
size_t DigitsFor(size_t letters, std::string_view text) {
  const size_t most = std::max(letters, kOtherDigits);
  const size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (letters == 1) return std::min(digits, most);
  return digits >= letters ? letters : 0;
}

std::optional<absl::CivilDay> ParseByForm(std::string_view form, std::string_view text) {
  int year = 0;
  int month = 0;
  int day = 0;
  while (!form.empty()) {
    const char part = form.front();
    const size_t letters = IsPart(part) ? RunLength(form) : 1;
    const size_t taken =
        IsPart(part) ? DigitsFor(letters, text) : static_cast<size_t>(text.substr(0, 1) == form.substr(0, 1));
    if (taken == 0) return std::nullopt;
    const int number = Number(text.substr(0, taken)).value_or(0);
    if (part == 'Y') year = number;
    if (part == 'M') month = number;
    if (part == 'D') day = number;
    form.remove_prefix(letters);
    text.remove_prefix(taken);
  }
  return text.empty() ? ExactDay(year, month, day) : std::nullopt;
}

// The parts in their order and what stands between them: "DD/MM/YYYY" -> ("DMY", "//").
std::pair<std::string, std::string> ShapeOf(std::string_view form) {
  std::pair<std::string, std::string> shape;
  while (!form.empty()) {
    const bool part = IsPart(form.front());
    (part ? shape.first : shape.second) += form.front();
    form.remove_prefix(part ? RunLength(form) : 1);
  }
  return shape;
}

}  // namespace

bool IsDateForm(std::string_view form) {
  constexpr std::array<std::string_view, 6> kOrders = {"YMD", "DMY", "MDY", "YDM", "MYD", "DYM"};
  if (form.find_first_not_of("YMD-/.") != std::string_view::npos) return false;
  const auto [order, between] = ShapeOf(form);
  if (std::find(kOrders.begin(), kOrders.end(), order) == kOrders.end()) return false;
  const auto count = [&](char c) { return static_cast<size_t>(std::count(form.begin(), form.end(), c)); };
  const bool lengths = count('Y') == kYearDigits && count('M') <= kOtherDigits && count('D') <= kOtherDigits;
  const bool digits_alone = between.empty() && count('M') == kOtherDigits && count('D') == kOtherDigits;
  const bool parted = between.size() == 2 && IsPart(form.front()) && IsPart(form.back());
  return lengths && (digits_alone || parted);
}

bool MayBeConfused(std::string_view form, std::string_view other) {
  const auto [order, between] = ShapeOf(form);
  const auto [other_order, other_between] = ShapeOf(other);
  const bool same_place_of_year = order.find('Y') == other_order.find('Y');
  return between == other_between && order != other_order && (same_place_of_year || between.empty());
}

std::optional<absl::CivilDay> ParseDate(std::string_view text, std::span<const std::string> forms) {
  text = Trimmed(text);
  for (const std::string& form : forms) {
    if (const auto day = ParseByForm(form, text)) return day;
  }
  return std::nullopt;
}

std::optional<absl::Time> ParseMoment(std::string_view text, std::span<const std::string> forms,
                                      const absl::TimeZone& zone) {
  text = Trimmed(text);
  if (text.size() > kRfc3339DateLength && text[kRfc3339DateLength] == 'T') return ParseRfc3339(text);
  const size_t blank = std::min(text.find(' '), text.size());
  const auto day = ParseDate(text.substr(0, blank), forms);
  const auto seconds = SecondsOfDay(Trimmed(text.substr(blank)));
  if (!day.has_value() || !seconds.has_value()) return std::nullopt;
  return absl::FromCivil(*day, zone) + absl::Seconds(*seconds);
}

std::string FormatDate(absl::CivilDay day, std::string_view form) {
  std::string text;
  while (!form.empty()) {
    const size_t letters = IsPart(form.front()) ? RunLength(form) : 1;
    const int width = static_cast<int>(letters);
    switch (form.front()) {
      case 'Y': absl::StrAppendFormat(&text, "%0*d", width, day.year()); break;
      case 'M': absl::StrAppendFormat(&text, "%0*d", width, day.month()); break;
      case 'D': absl::StrAppendFormat(&text, "%0*d", width, day.day()); break;
      default: text += form.front();
    }
    form.remove_prefix(letters);
  }
  return text;
}

std::string NamesOfForms(std::span<const std::string> forms) {
  std::string names;
  for (size_t i = 0; i < forms.size(); ++i) {
    const char* between = i == 0 ? "" : i + 1 == forms.size() ? " or " : ", ";
    absl::StrAppend(&names, between, forms[i]);
  }
  return names;
}

}  // namespace blangko::records
