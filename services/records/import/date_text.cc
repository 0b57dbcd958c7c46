#include "services/records/import/date_text.h"

#include <algorithm>
#include <array>
#include <string>

#include "absl/strings/ascii.h"
#include "base/text.h"
#include "services/records/birth_date.h"

namespace blangko::records {
namespace {

constexpr size_t kDateLength = 10;  // "2017-05-31"

std::string_view Trimmed(std::string_view text) { return ToStd(absl::StripAsciiWhitespace(ToAbsl(text))); }

// The number that `text` spells with digits alone.
std::optional<int> Number(std::string_view text) {
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
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

}  // namespace

std::optional<absl::CivilDay> ParseDate(std::string_view text) {
  text = Trimmed(text);
  if (text.size() != kDateLength) return std::nullopt;
  if (text[4] == '-') return ParseBirthDate(text);
  if (text[2] != text[5] || (text[2] != '-' && text[2] != '/')) return std::nullopt;
  const auto day = Number(text.substr(0, 2));
  const auto month = Number(text.substr(3, 2));
  const auto year = Number(text.substr(6, 4));
  if (!day.has_value() || !month.has_value() || !year.has_value()) return std::nullopt;
  return ExactDay(*year, *month, *day);
}

std::optional<absl::Time> ParseMoment(std::string_view text, const absl::TimeZone& zone) {
  text = Trimmed(text);
  if (text.size() > kDateLength && text[kDateLength] == 'T') return ParseRfc3339(text);
  const auto day = ParseDate(text.substr(0, std::min(text.size(), kDateLength)));
  const auto seconds = SecondsOfDay(text.size() > kDateLength ? Trimmed(text.substr(kDateLength)) : "");
  const bool gap = text.size() <= kDateLength || text[kDateLength] == ' ';
  if (!day.has_value() || !seconds.has_value() || !gap) return std::nullopt;
  return absl::FromCivil(*day, zone) + absl::Seconds(*seconds);
}

}  // namespace blangko::records
