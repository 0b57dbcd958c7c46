#include "base/dotted_version.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "base/text.h"

namespace blangko {
namespace {

constexpr size_t kPartsMax = 4;
constexpr size_t kDigitsMax = 6;

std::vector<int32_t> PartsOf(std::string_view version) {
  std::vector<int32_t> parts;
  for (const absl::string_view text : absl::StrSplit(ToAbsl(version), '.')) {
    int32_t part = 0;
    if (!absl::SimpleAtoi(text, &part)) part = 0;
    parts.push_back(part);
  }
  parts.resize(std::max(parts.size(), kPartsMax));
  return parts;
}

bool IsPart(absl::string_view text) {
  return !text.empty() && text.size() <= kDigitsMax && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
}

}  // namespace

bool IsDottedVersion(std::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(ToAbsl(text), '.');
  return parts.size() <= kPartsMax && std::all_of(parts.begin(), parts.end(), IsPart);
}

int CompareVersions(std::string_view a, std::string_view b) {
  const std::vector<int32_t> left = PartsOf(a);
  const std::vector<int32_t> right = PartsOf(b);
  if (left == right) return 0;
  return left < right ? -1 : 1;
}

}  // namespace blangko
