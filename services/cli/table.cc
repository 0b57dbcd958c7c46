#include "services/cli/table.h"

#include <algorithm>
#include <map>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "base/text.h"
#include "services/cli/dictionary.h"

namespace blangko::cli {
namespace {

constexpr size_t kGap = 2;  // blanks between columns

bool IsRight(Kind kind) { return kind == Kind::kCount || kind == Kind::kDecimal || kind == Kind::kAge; }

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

bool IsUsed(const Table& table, size_t column) {
  return std::any_of(table.rows.begin(), table.rows.end(), [column](const auto& row) {
    return !row[column].empty() && row[column] != "0" && row[column] != "0.0";
  });
}

// The table as people see it: fewer columns, every cell and title in words.
Table FaceOf(const Table& table, const absl::TimeZone& zone, Language language) {
  Table face{.key = table.key,
             .title = std::string(Translated(table.title, language)),
             .columns = {},
             .rows = std::vector<std::vector<std::string>>(table.rows.size()),
             .single = table.single};
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const Column& column = table.columns[i];
    if (column.shown == Shown::kNever || (column.shown == Shown::kWhenUsed && !IsUsed(table, i))) continue;
    face.columns.push_back({column.key, std::string(Translated(column.title, language)), column.kind});
    for (size_t row = 0; row < table.rows.size(); ++row) {
      face.rows[row].push_back(ForPeople(table.rows[row][i], column, zone, language));
    }
  }
  return face;
}

std::string Grid(const Table& table, Language language) {
  std::vector<std::string> titles;
  std::vector<size_t> widths;
  for (const Column& column : table.columns) {
    titles.push_back(column.title);
    widths.push_back(Width(column.title));
  }
  for (const auto& row : table.rows) {
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], Width(row[i]));
  }
  std::string text = Line(table, titles, widths);
  std::vector<std::string> rules;
  for (const size_t width : widths) rules.emplace_back(width, '-');
  text += Line(table, rules, widths);
  for (const auto& row : table.rows) text += Line(table, row, widths);
  if (table.rows.empty()) absl::StrAppend(&text, ToAbsl(Translated("(kosong)", language)), "\n");
  return text;
}

std::string Sheet(const Table& table) {
  size_t width = 0;
  for (const Column& column : table.columns) width = std::max(width, Width(column.title));
  std::string text;
  for (const auto& row : table.rows) {
    for (size_t i = 0; i < row.size(); ++i) {
      if (!row[i].empty())
        absl::StrAppend(&text, Padded(table.columns[i].title, width, false), "  ", row[i], "\n");
    }
  }
  return text;
}

bool IsBare(Kind kind) {
  return kind == Kind::kCount || kind == Kind::kDecimal || kind == Kind::kYesNo || kind == Kind::kAge;
}

std::string JsonValue(const std::string& raw, Kind kind) {
  if (!IsBare(kind)) return JsonString(raw);
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

// A text that a spreadsheet would take for a formula begins with ' in CSV: then it is shown and not run.
std::string Defused(const std::string& raw) {
  double number = 0;
  const bool is_number = absl::SimpleAtod(raw, &number);
  const bool is_formula = !raw.empty() && std::string_view("=+-@\t\r").find(raw[0]) != std::string_view::npos;
  return is_formula && !is_number ? "'" + raw : raw;
}

std::string CsvCell(const std::string& raw) {
  if (raw.find_first_of(",\"\r\n;") == std::string::npos) return raw;
  return absl::StrCat("\"", absl::StrReplaceAll(raw, {{"\"", "\"\""}}), "\"");
}

std::string CsvLine(const std::vector<std::string>& cells) {
  std::vector<std::string> quoted;
  for (const std::string& cell : cells) quoted.push_back(CsvCell(Defused(cell)));
  return absl::StrJoin(quoted, ",") + "\n";
}

std::string Csv(const Table& table) {
  std::vector<std::string> keys;
  for (const Column& column : table.columns) keys.push_back(column.key);
  std::string text = CsvLine(keys);
  for (const auto& row : table.rows) text += CsvLine(row);
  return text;
}

// Several tables as one: `section` says which, the columns are those of all of them.
Table Union(const std::vector<Table>& tables) {
  Table all{.key = "", .title = "", .columns = {{"section", ""}}, .rows = {}};
  std::map<std::string, size_t> places;
  for (const Table& table : tables) {
    for (const Column& column : table.columns) {
      if (places.emplace(column.key, all.columns.size()).second) all.columns.push_back(column);
    }
  }
  for (const Table& table : tables) {
    for (const auto& row : table.rows) {
      auto& cells = all.rows.emplace_back(all.columns.size());
      cells[0] = table.key;
      for (size_t i = 0; i < row.size(); ++i) cells[places[table.columns[i].key]] = row[i];
    }
  }
  return all;
}

std::string People(const Table& table, const absl::TimeZone& zone, Language language) {
  const Table face = FaceOf(table, zone, language);
  const std::string head = face.title.empty() ? "" : face.title + "\n";
  return head + (face.single ? Sheet(face) : Grid(face, language));
}

}  // namespace

std::string Render(const std::vector<Table>& tables, Format format, const absl::TimeZone& zone,
                   Language language) {
  if (format == Format::kJson) return JsonDocument(tables);
  if (format == Format::kCsv) return Csv(tables.size() == 1 ? tables[0] : Union(tables));
  std::vector<std::string> parts;
  for (const Table& table : tables) parts.push_back(People(table, zone, language));
  return absl::StrJoin(parts, "\n");
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
