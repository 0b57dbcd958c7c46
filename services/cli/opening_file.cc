#include "services/cli/opening_file.h"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/status_macros.h"
#include "services/cli/errors.h"
#include "services/cli/regions.h"

namespace blangko::cli {
namespace {

constexpr size_t kFileMax = 16 << 20;  // bytes
constexpr size_t kTailDigits = 12;     // of a UUID, after its last '-'

absl::StatusOr<std::string> ReadText(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file.is_open() || file.bad())
    return UsageError("Berkas tidak terbaca: " + path, "Cannot read the file: " + path);
  if (text.size() > kFileMax)
    return UsageError("Berkas lebih dari 16 MiB: " + path, "The file is larger than 16 MiB: " + path);
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  return text;
}

std::string Trimmed(const std::string& cell) { return std::string(absl::StripAsciiWhitespace(cell)); }

}  // namespace

absl::StatusOr<std::vector<OpeningItem>> ReadOpeningFile(const std::string& path,
                                                         const std::vector<std::string>& needed) {
  ASSIGN_OR_RETURN(const std::string text, ReadText(path));
  const std::string heading = text.substr(0, text.find('\n'));
  ASSIGN_OR_RETURN(const auto rows, ParseCsv(text, heading.find(';') == std::string::npos ? ',' : ';'));
  CsvRow names = rows.empty() ? CsvRow() : rows.front();
  for (std::string& name : names) name = absl::AsciiStrToLower(Trimmed(name));
  for (const std::string& name : needed) {
    if (std::find(names.begin(), names.end(), name) == names.end())
      return UsageError(absl::StrCat(path, ": tidak ada kolom ", name),
                        absl::StrCat(path, ": there is no column ", name));
  }
  std::vector<OpeningItem> items;
  for (size_t i = 1; i < rows.size(); ++i) {
    OpeningItem& item = items.emplace_back();
    for (size_t column = 0; column < names.size(); ++column)
      item[names[column]] = column < rows[i].size() ? Trimmed(rows[i][column]) : "";
  }
  if (!items.empty()) return items;
  return UsageError(path + ": tidak ada baris isian", path + ": there is no row");
}

std::string NthRequestId(const std::string& first, size_t number) {
  const size_t cut = first.size() < kTailDigits ? 0 : first.size() - kTailDigits;
  uint64_t tail = 0;
  if (!absl::SimpleHexAtoi(first.substr(cut), &tail)) return first;
  constexpr uint64_t kTail = (uint64_t{1} << 48) - 1;
  return absl::StrCat(first.substr(0, cut), absl::StrFormat("%012x", (tail + number) & kTail));
}

}  // namespace blangko::cli
