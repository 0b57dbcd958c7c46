#include "services/cli/table.h"

#include <algorithm>
#include <cstdio>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "base/text.h"

namespace blangko::cli {
namespace {

constexpr size_t kGap = 2;  // blanks between columns

bool IsRight(Kind kind) { return kind == Kind::kCount || kind == Kind::kDecimal; }

std::string Padded(std::string_view text, size_t width, bool right) {
  const std::string fill(width - std::min(width, Width(text)), ' ');
  return right ? absl::StrCat(fill, ToAbsl(text)) : absl::StrCat(ToAbsl(text), fill);
}

std::string Line(const Table& table, const std::vector<std::string>& cells,
                 const std::vector<size_t>& widths) {
  std::string line;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line.append(kGap, ' ');
    line += Padded(cells[i], widths[i], IsRight(table.columns[i].kind));
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

std::vector<std::vector<std::string>> Faces(const Table& table, const absl::TimeZone& zone) {
  std::vector<std::vector<std::string>> faces;
  for (const auto& row : table.rows) {
    auto& face = faces.emplace_back();
    for (size_t i = 0; i < row.size(); ++i) face.push_back(ForPeople(row[i], table.columns[i].kind, zone));
  }
  return faces;
}

std::string Grid(const Table& table, const absl::TimeZone& zone) {
  std::vector<std::string> titles;
  std::vector<size_t> widths;
  for (const Column& column : table.columns) {
    titles.push_back(column.title);
    widths.push_back(Width(column.title));
  }
  const auto faces = Faces(table, zone);
  for (const auto& row : faces) {
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], Width(row[i]));
  }
  std::string text = Line(table, titles, widths);
  std::vector<std::string> rules;
  for (const size_t width : widths) rules.emplace_back(width, '-');
  text += Line(table, rules, widths);
  for (const auto& row : faces) text += Line(table, row, widths);
  if (faces.empty()) text += "(kosong)\n";
  return text;
}

std::string Sheet(const Table& table, const absl::TimeZone& zone) {
  size_t width = 0;
  for (const Column& column : table.columns) width = std::max(width, Width(column.title));
  std::string text;
  for (const auto& row : Faces(table, zone)) {
    for (size_t i = 0; i < row.size(); ++i) {
      if (!row[i].empty())
        absl::StrAppend(&text, Padded(table.columns[i].title, width, false), "  ", row[i], "\n");
    }
  }
  return text;
}

std::string JsonValue(const std::string& raw, Kind kind) {
  if (kind == Kind::kText || kind == Kind::kTime) return JsonString(raw);
  return raw.empty() ? "null" : raw;
}

std::string JsonObject(const Table& table, const std::vector<std::string>& row) {
  std::vector<std::string> members;
  for (size_t i = 0; i < row.size(); ++i) {
    members.push_back(
        absl::StrCat(JsonString(table.columns[i].key), ": ", JsonValue(row[i], table.columns[i].kind)));
  }
  return absl::StrCat("{", absl::StrJoin(members, ", "), "}");
}

std::string Json(const Table& table) {
  if (table.single) return table.rows.empty() ? "null" : JsonObject(table, table.rows[0]);
  std::vector<std::string> objects;
  for (const auto& row : table.rows) objects.push_back(JsonObject(table, row));
  return objects.empty() ? "[]" : absl::StrCat("[\n  ", absl::StrJoin(objects, ",\n  "), "\n]");
}

std::string JsonDocument(const std::vector<Table>& tables) {
  if (tables.size() == 1) return Json(tables[0]) + "\n";
  std::vector<std::string> members;
  for (const Table& table : tables) members.push_back(absl::StrCat(JsonString(table.key), ": ", Json(table)));
  return absl::StrCat("{", absl::StrJoin(members, ",\n"), "}\n");
}

std::string CsvCell(const std::string& raw) {
  if (raw.find_first_of(",\"\r\n;") == std::string::npos) return raw;
  return absl::StrCat("\"", absl::StrReplaceAll(raw, {{"\"", "\"\""}}), "\"");
}

std::string CsvLine(const std::vector<std::string>& cells) {
  std::vector<std::string> quoted;
  for (const std::string& cell : cells) quoted.push_back(CsvCell(cell));
  return absl::StrJoin(quoted, ",") + "\n";
}

std::string Csv(const Table& table) {
  std::vector<std::string> keys;
  for (const Column& column : table.columns) keys.push_back(column.key);
  std::string text = CsvLine(keys);
  for (const auto& row : table.rows) text += CsvLine(row);
  return text;
}

std::string People(const Table& table, const absl::TimeZone& zone) {
  const std::string head = table.title.empty() ? "" : table.title + "\n";
  return head + (table.single ? Sheet(table, zone) : Grid(table, zone));
}

}  // namespace

std::string Render(const std::vector<Table>& tables, Format format, const absl::TimeZone& zone) {
  if (format == Format::kJson) return JsonDocument(tables);
  std::vector<std::string> parts;
  for (const Table& table : tables)
    parts.push_back(format == Format::kCsv ? Csv(table) : People(table, zone));
  return absl::StrJoin(parts, "\n");
}

std::string ForPeople(std::string_view raw, Kind kind, const absl::TimeZone& zone) {
  int64_t number = 0;
  absl::Time time;
  switch (kind) {
    case Kind::kCount: return absl::SimpleAtoi(ToAbsl(raw), &number) ? WithDots(number) : std::string(raw);
    case Kind::kDecimal: return absl::StrReplaceAll(ToAbsl(raw), {{".", ","}});
    case Kind::kTime:
      if (!absl::ParseTime(absl::RFC3339_full, ToAbsl(raw), &time, nullptr)) return std::string(raw);
      return absl::FormatTime("%Y-%m-%d %H:%M", time, zone);
    case Kind::kYesNo: return raw == "true" ? "ya" : "tidak";
    case Kind::kText: break;
  }
  return std::string(raw);
}

std::string WithDots(int64_t number) {
  std::string digits = absl::StrCat(number);
  const size_t first = number < 0 ? 1 : 0;
  for (size_t at = digits.size(); at > first + 3;) {
    at -= 3;
    digits.insert(at, 1, '.');
  }
  return digits;
}

std::string Raw(int64_t number) { return absl::StrCat(number); }

std::string RawDecimal(double number) { return absl::StrFormat("%.1f", number); }

std::string Raw(absl::Time time) { return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", time, absl::UTCTimeZone()); }

std::string RawYesNo(bool value) { return value ? "true" : "false"; }

size_t Width(std::string_view utf8) {
  return static_cast<size_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string JsonString(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      json += absl::StrFormat("\\u%04x", static_cast<unsigned>(c));
    } else {
      json += c;
    }
  }
  return json + "\"";
}

}  // namespace blangko::cli
