// How single values look: for people in both languages, and raw.
#include <algorithm>
#include <array>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "base/text.h"
#include "services/cli/table.h"
#include "services/refusal/phrases.h"

namespace blangko::cli {
namespace {

struct Unit {
  int64_t seconds;
  std::string_view indonesian;
  std::string_view english;
};

constexpr std::array<Unit, 4> kUnits = {
    {{86'400, "hari", "days"}, {3'600, "jam", "h"}, {60, "mnt", "min"}, {1, "dtk", "s"}}};

// "111600.0" -> "111.600,0"
std::string Decimal(std::string_view raw, Language language) {
  const std::vector<std::string> parts = absl::StrSplit(ToAbsl(raw), absl::MaxSplits('.', 1));
  int64_t whole = 0;
  if (parts.size() != 2 || !absl::SimpleAtoi(parts[0], &whole)) return std::string(raw);
  return absl::StrCat(Grouped(whole, language), language == Language::kEnglish ? "." : ",", parts[1]);
}

// "media-empty paused" -> "wadah blangko kosong, dijeda"; "available -> reserved" -> "Tersedia → Dipesan"
std::string Words(std::string_view raw, std::string_view of, Language language) {
  std::string words;
  bool joined = true;
  for (const absl::string_view code : absl::StrSplit(ToAbsl(raw), absl::ByAnyChar(" ,"), absl::SkipEmpty())) {
    if (code == "->") {
      words += " → ";
    } else {
      absl::StrAppend(&words, joined ? "" : ", ", WordOf(of, ToStd(code), language));
    }
    joined = code == "->";
  }
  return words;
}

std::string Time(std::string_view raw, const absl::TimeZone& zone) {
  absl::Time time;
  if (!absl::ParseTime(absl::RFC3339_full, ToAbsl(raw), &time, nullptr)) return std::string(raw);
  return absl::FormatTime("%Y-%m-%d %H:%M", time, zone);
}

std::string YesNo(std::string_view raw, Language language) {
  if (language == Language::kEnglish) return raw == "true" ? "yes" : "no";
  return raw == "true" ? "ya" : "tidak";
}

}  // namespace

std::string ForPeople(std::string_view raw, const Column& column, const absl::TimeZone& zone,
                      Language language) {
  int64_t number = 0;
  const bool counted = absl::SimpleAtoi(ToAbsl(raw), &number);
  switch (column.kind) {
    case Kind::kCount: return counted ? Grouped(number, language) : std::string(raw);
    case Kind::kDecimal: return Decimal(raw, language);
    case Kind::kTime: return Time(raw, zone);
    case Kind::kYesNo: return YesNo(raw, language);
    case Kind::kCode: return WordOf(column.key, raw, language);
    case Kind::kCodes: return Words(raw, column.key, language);
    case Kind::kPhrase: return language == Language::kEnglish ? std::string(raw) : InIndonesian(raw);
    case Kind::kAge:
      return counted || column.shown == Shown::kAlways ? Ago(counted ? number : -1, language) : std::string();
    case Kind::kText: break;
  }
  return std::string(raw);
}

std::string Grouped(int64_t number, Language language) {
  std::string digits = absl::StrCat(number);
  const char mark = language == Language::kEnglish ? ',' : '.';
  const size_t first = number < 0 ? 1 : 0;
  for (size_t at = digits.size(); at > first + 3;) {
    at -= 3;
    digits.insert(at, 1, mark);
  }
  return digits;
}

std::string WithDots(int64_t number) { return Grouped(number, Language::kIndonesian); }

std::string Ago(int64_t seconds, Language language) {
  const bool english = language == Language::kEnglish;
  if (seconds < 0) return english ? "never" : "belum pernah";
  const auto* unit =
      std::find_if(kUnits.begin(), kUnits.end() - 1, [&](const Unit& one) { return seconds >= one.seconds; });
  return absl::StrCat(seconds / unit->seconds, " ", ToAbsl(english ? unit->english : unit->indonesian),
                      english ? " ago" : " lalu");
}

std::string Raw(int64_t number) { return absl::StrCat(number); }

std::string RawDecimal(double number) { return absl::StrFormat("%.1f", number); }

std::string Raw(absl::Time time) { return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", time, absl::UTCTimeZone()); }

std::string RawYesNo(bool value) { return value ? "true" : "false"; }

size_t Width(std::string_view utf8) {
  return static_cast<size_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

}  // namespace blangko::cli
