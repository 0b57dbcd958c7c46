#include "tests/cases/regions.h"

#include <fstream>
#include <map>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/status_macros.h"
#include "base/text.h"

namespace blangko::cases {
namespace {

struct Line {
  std::string code;
  std::string parent;
  std::string name;
};

std::string Unquoted(std::string text) {
  if (!text.empty() && text.back() == '\r') text.pop_back();
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') return text.substr(1, text.size() - 2);
  return text;
}

// "code,parent,name"; the name is the rest of the line and may hold commas when it is quoted.
std::optional<Line> ParseLine(const std::string& text) {
  const size_t first = text.find(',');
  const size_t second = first == std::string::npos ? first : text.find(',', first + 1);
  if (second == std::string::npos) return std::nullopt;
  return Line{text.substr(0, first), text.substr(first + 1, second - first - 1),
              Unquoted(text.substr(second + 1))};
}

// The lines of a table whose code is `prefix` or lies below it, by code.
absl::StatusOr<std::map<std::string, Line>> ReadTable(const std::string& path, std::string_view prefix) {
  std::ifstream file(path);
  if (!file) return absl::NotFoundError(absl::StrCat("regions: cannot read ", path));
  std::map<std::string, Line> table;
  for (std::string text; std::getline(file, text);) {
    if (!text.starts_with(prefix)) continue;
    if (std::optional<Line> line = ParseLine(text)) table.emplace(line->code, *line);
  }
  return table;
}

}  // namespace

absl::StatusOr<Regency> ReadRegency(std::string_view folder, std::string_view code) {
  const std::string base(folder);
  const std::string below = std::string(code) + ".";
  ASSIGN_OR_RETURN(const auto regencies, ReadTable(base + "/regencies.csv", std::string(code) + ","));
  ASSIGN_OR_RETURN(const auto districts, ReadTable(base + "/districts.csv", below));
  ASSIGN_OR_RETURN(const auto villages, ReadTable(base + "/villages.csv", below));
  if (regencies.empty()) return absl::NotFoundError(absl::StrCat("regions: no regency ", ToAbsl(code)));
  Regency regency{std::string(code), regencies.begin()->second.name, {}};
  for (const auto& [district_code, district] : districts) {
    District made{district_code, district.name, {}};
    for (const auto& [village_code, village] : villages) {
      if (village.parent == district_code) made.villages.push_back({village_code, village.name});
    }
    if (!made.villages.empty()) regency.districts.push_back(std::move(made));
  }
  if (regency.districts.empty())
    return absl::NotFoundError(absl::StrCat("regions: nothing below ", ToAbsl(code)));
  return regency;
}

Regency MadeUpRegency(std::string_view code, int districts, int villages_each) {
  Regency regency{std::string(code), absl::StrCat("WILAYAH CONTOH ", ToAbsl(code)), {}};
  for (int d = 1; d <= districts; ++d) {
    District district{
        absl::StrFormat("%s.%02d", std::string(code), d), absl::StrFormat("KECAMATAN %02d", d), {}};
    for (int v = 1; v <= villages_each; ++v) {
      district.villages.push_back(
          {absl::StrFormat("%s.2%03d", district.code, v), absl::StrFormat("DESA %03d", v)});
    }
    regency.districts.push_back(std::move(district));
  }
  return regency;
}

}  // namespace blangko::cases
