// Table: what a command answers, as rows of raw values, and its three faces: for people, JSON and CSV.
//
// A cell holds the raw value ("1234", "2017-05-31T07:02:00Z", "true", "READY"); the kind of its column says how people
// see it ("1.234", "2017-05-31 14:02", "ya", "Siap cetak"). JSON and CSV give the raw value, so that scripts never parse
// a face. People see one language: titles are Indonesian here, their English is in dictionary.cc; codes have their words
// in services/refusal/words.cc.
// CSV is one table: the answer of a command with several has a first column `section` with their keys, and the columns of
// all of them. A text that begins as a formula does (= + - @, a tab) has ' before it there, unless it is a number.
// Threads: plain values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "services/refusal/words.h"

namespace blangko::cli {

enum class Kind {
  kText,
  kCount,
  kDecimal,
  kTime,
  kYesNo,
  kCode,    // a code of the API; the column's key says what it is of
  kCodes,   // several, with blanks between
  kPhrase,  // what validation says of a value, in English
  kAge,     // seconds, "12 dtk lalu"; none is "belum pernah", or nothing in a column that is not always shown
};

// Whether people see the column; scripts get all of them.
enum class Shown { kAlways, kWhenUsed, kNever };  // used = some cell is neither empty nor 0

struct Column {
  std::string key;    // JSON name, snake_case
  std::string title;  // for people, Indonesian
  Kind kind = Kind::kText;
  Shown shown = Shown::kAlways;
};

struct Table {
  std::string key;    // JSON name when a document has several tables
  std::string title;  // printed above; empty = nothing
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;
  bool single = false;  // one object: printed as "title: value" lines, an object in JSON
};

enum class Format { kTable, kJson, kCsv };

// The whole answer of a command. `zone` is how people see times.
std::string Render(const std::vector<Table>& tables, Format format, const absl::TimeZone& zone,
                   Language language = Language::kIndonesian);

// One value as people see it.
std::string ForPeople(std::string_view raw, const Column& column, const absl::TimeZone& zone,
                      Language language);

// 1234567 -> "1.234.567", in English "1,234,567"
std::string WithDots(int64_t number);
std::string Grouped(int64_t number, Language language);
// 75 -> "1 mnt lalu"; -1 -> "belum pernah"
std::string Ago(int64_t seconds, Language language);

// Raw forms of cells.
std::string Raw(int64_t number);
std::string RawDecimal(double number);  // one digit after the point
std::string Raw(absl::Time time);       // RFC 3339, UTC
std::string RawYesNo(bool value);

// Columns that a terminal needs for a UTF-8 text.
size_t Width(std::string_view utf8);

// A JSON string literal with quotes.
std::string JsonString(std::string_view text);

}  // namespace blangko::cli
