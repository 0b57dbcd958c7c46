// One-line structured logs: `2026-05-02T03:04:05.678Z INFO scheduler.pull station=rumbai-1 granted=4`.
//
// Values are quoted when they hold spaces or control characters. Nothing personal may be logged: no NIK, no name,
// no address; ids of records, lots and stations are fine. Threads: any.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"

namespace blangko {

enum class LogLevel { kDebug, kInfo, kWarning, kError };

// One key=value pair; numbers are taken as they are.
struct LogField {
  LogField(std::string_view k, std::string_view v) : key(k), value(v) {}
  LogField(std::string_view k, const char* v) : key(k), value(v) {}
  LogField(std::string_view k, const std::string& v) : key(k), value(v) {}
  template <typename Number, typename = decltype(absl::StrCat(std::declval<Number>()))>
  LogField(std::string_view k, Number v) : key(k), value(absl::StrCat(v)) {}

  std::string_view key;
  std::string value;
};

// Writes one line to standard error. `event` is a dotted name: "<area>.<what>".
void Log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields = {});

// Lines below `level` are dropped; the default is kInfo.
void SetLogLevel(LogLevel level);

// The line without time and level; what tests look at.
std::string FormatLogLine(std::string_view event, std::initializer_list<LogField> fields);

}  // namespace blangko
