#include "printer/power/nut_protocol.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/text.h"

namespace blangko::printer {
namespace {

constexpr int kPortMax = 65535;
constexpr double kSecondsMax = 1e9;

std::vector<std::string> LinesOf(std::string_view text) {
  std::vector<std::string> lines = absl::StrSplit(ToAbsl(text), '\n');
  lines.pop_back();  // what stands after the last line end is not whole
  return lines;
}

bool IsPlain(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.' || c == ':';
  });
}

absl::Status Said(std::string_view what) {
  if (what == "UNKNOWN-UPS") return absl::NotFoundError("upsd: UNKNOWN-UPS");
  return absl::UnavailableError(absl::StrCat("upsd: ", ToAbsl(what)));
}

// The lines between BEGIN and END of a list.
absl::StatusOr<std::vector<std::vector<std::string>>> ParseList(std::string_view reply) {
  std::vector<std::vector<std::string>> rows;
  bool begun = false;
  for (const std::string& line : LinesOf(reply)) {
    std::vector<std::string> words = WordsOf(line);
    if (words.size() >= 2 && words[0] == "ERR") return Said(words[1]);
    if (!words.empty() && words[0] == "END" && begun) return rows;
    if (!words.empty() && words[0] == "BEGIN" && !begun) {
      begun = true;
    } else if (begun) {
      rows.push_back(std::move(words));
    } else {
      break;
    }
  }
  return absl::InternalError("upsd: this is not NUT's protocol");
}

int64_t WholeNumber(const std::map<std::string, std::string>& variables, const char* name, double most) {
  const auto found = variables.find(name);
  double number = -1;
  if (found == variables.end() || !absl::SimpleAtod(found->second, &number)) return -1;
  return number >= 0 && number <= most ? static_cast<int64_t>(number) : -1;
}

}  // namespace

absl::StatusOr<UpsAddress> ParseUpsAddress(std::string_view text) {
  const auto wrong = [&] {
    return absl::InvalidArgumentError(
        absl::StrCat("--ups: got ", ToAbsl(text), ", want name, name@host or name@host:port"));
  };
  UpsAddress address;
  const size_t at = text.find('@');
  address.name = std::string(text.substr(0, at));
  if (!IsPlain(address.name)) return wrong();
  if (at == std::string_view::npos) return address;
  std::string_view place = text.substr(at + 1);
  const size_t colon = place.rfind(':');
  if (colon != std::string_view::npos) {
    if (!absl::SimpleAtoi(ToAbsl(place.substr(colon + 1)), &address.port)) return wrong();
    place = place.substr(0, colon);
  }
  address.host = std::string(place);
  if (!IsPlain(address.host) || address.port <= 0 || address.port > kPortMax) return wrong();
  return address;
}

std::vector<std::string> WordsOf(std::string_view line) {
  std::vector<std::string> words;
  bool inside = false;
  bool quoted = false;
  for (size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool escaped = c == '\\' && i + 1 < line.size();
    if (!quoted && (c == ' ' || c == '\t' || c == '\r')) {
      inside = false;
      continue;
    }
    if (!inside) words.emplace_back();
    inside = true;
    if (c == '"') {
      quoted = !quoted;
    } else {
      words.back() += escaped ? line[++i] : c;
    }
  }
  return words;
}

bool IsWholeList(std::string_view reply) {
  const std::vector<std::string> lines = LinesOf(reply);
  return !lines.empty() && (lines.front().starts_with("ERR ") || lines.back().starts_with("END LIST ") ||
                            !lines.front().starts_with("BEGIN LIST "));
}

absl::StatusOr<std::map<std::string, std::string>> ParseVariables(std::string_view reply,
                                                                  std::string_view ups) {
  const auto rows = ParseList(reply);
  if (!rows.ok()) return rows.status();
  std::map<std::string, std::string> variables;
  for (const std::vector<std::string>& row : *rows) {
    if (row.size() == 4 && row[0] == "VAR" && row[1] == ups) variables[row[2]] = row[3];
  }
  return variables;
}

absl::StatusOr<std::vector<std::string>> ParseUpsNames(std::string_view reply) {
  const auto rows = ParseList(reply);
  if (!rows.ok()) return rows.status();
  std::vector<std::string> names;
  for (const std::vector<std::string>& row : *rows) {
    if (row.size() >= 2 && row[0] == "UPS") names.push_back(row[1]);
  }
  return names;
}

PowerReading ReadingOf(const std::map<std::string, std::string>& variables) {
  PowerReading reading;
  reading.battery_percent = static_cast<int>(WholeNumber(variables, "battery.charge", 100));
  reading.runtime_seconds = WholeNumber(variables, "battery.runtime", kSecondsMax);
  const auto found = variables.find("ups.status");
  const std::vector<std::string> flags = WordsOf(found == variables.end() ? "" : found->second);
  const auto has = [&](const char* flag) {
    return std::find(flags.begin(), flags.end(), flag) != flags.end();
  };
  if (has("FSD") || (has("OB") && has("LB"))) {
    reading.state = PowerReading::State::kLowBattery;
  } else if (has("OB")) {
    reading.state = PowerReading::State::kOnBattery;
  } else if (has("OL")) {
    reading.state = PowerReading::State::kOnLine;
  } else {
    reading.why = found == variables.end()
                      ? "ups.status: not told"
                      : absl::StrCat("ups.status: got \"", found->second, "\", want OL or OB");
  }
  return reading;
}

}  // namespace blangko::printer
