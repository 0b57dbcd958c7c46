#include "printer/journal/segment_files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/status_macros.h"
#include "base/text.h"

namespace blangko::printer {
namespace {

constexpr std::string_view kPrefix = "journal-";
constexpr std::string_view kSuffix = ".log";

// The number in a segment's name; 0 for any other file.
uint64_t NumberOf(std::string_view name) {
  if (name.size() <= kPrefix.size() + kSuffix.size()) return 0;
  if (!name.starts_with(kPrefix) || !name.ends_with(kSuffix)) return 0;
  name.remove_prefix(kPrefix.size());
  name.remove_suffix(kSuffix.size());
  uint64_t number = 0;
  return absl::SimpleAtoi(ToAbsl(name), &number) ? number : 0;
}

}  // namespace

std::string SegmentPath(const std::string& directory, uint64_t segment) {
  return absl::StrFormat("%s/%s%06u%s", directory, ToAbsl(kPrefix), segment, ToAbsl(kSuffix));
}

absl::StatusOr<std::vector<uint64_t>> ListSegmentFiles(const std::string& directory) {
  std::error_code error;
  std::vector<uint64_t> segments;
  for (std::filesystem::directory_iterator file(directory, error), end; !error && file != end;
       file.increment(error)) {
    if (const uint64_t number = NumberOf(file->path().filename().string()); number > 0)
      segments.push_back(number);
  }
  if (error) {
    return absl::UnavailableError(
        absl::StrCat("station disk: cannot list ", directory, ": ", error.message()));
  }
  std::sort(segments.begin(), segments.end());
  return segments;
}

bool HasSegmentFiles(const std::string& directory) {
  const auto segments = ListSegmentFiles(directory);
  return segments.ok() && !segments->empty();
}

absl::StatusOr<std::vector<SegmentBytes>> ReadSegmentFiles(const std::string& directory) {
  ASSIGN_OR_RETURN(const std::vector<uint64_t> numbers, ListSegmentFiles(directory));
  std::vector<SegmentBytes> segments;
  for (const uint64_t number : numbers) {
    const std::string path = SegmentPath(directory, number);
    std::ifstream file(path, std::ios::binary);
    SegmentBytes segment{number, {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()}};
    if (!file) return absl::UnavailableError(absl::StrCat("station disk: cannot read ", path));
    segments.push_back(std::move(segment));
  }
  return segments;
}

}  // namespace blangko::printer
