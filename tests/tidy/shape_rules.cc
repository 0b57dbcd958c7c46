// Sizes, headers, assertions, dead files.
#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <string>

#include "tests/tidy/functions.h"
#include "tests/tidy/includes.h"
#include "tests/tidy/rules.h"

namespace blangko::tidy {
namespace {

bool HasSizeLimit(const Source& source) {
  static const std::vector<std::string_view> kLimited = {"*.h",    "*.cc",    "*.proto", "*.sh",
                                                         "*.bash", "*.cmake", "dev",     "*CMakeLists.txt"};
  return MatchesAny(kLimited, source.path);
}

// buf format keeps the comment of a field on its line, and scripts hold requests in JSON, however long.
bool HasColumnLimit(const Source& source) {
  return IsCxx(source) || Matches("*.cmake", source.path) || Matches("*CMakeLists.txt", source.path);
}

// Characters of a UTF-8 line.
size_t Columns(std::string_view line) {
  return static_cast<size_t>(std::count_if(
      line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

size_t CountNames(std::string_view code, std::span<const std::string_view> names) {
  size_t count = 0;
  for (std::string_view name : names) count += FindName(code, name).size();
  return count;
}

size_t CountTests(const Source& source) {
  static constexpr std::array<std::string_view, 6> kTests = {
      "TEST(", "TEST_F(", "TEST_P(", "TYPED_TEST(", "TYPED_TEST_P(", "RC_GTEST_PROP("};
  return CountNames(source.code, kTests);
}

// Every macro of GoogleTest and RapidCheck that can fail, and the helpers of fixtures, named Expect…
size_t CountAssertions(std::string_view code) {
  static constexpr std::array<std::string_view, 3> kAlone = {"FAIL(", "ADD_FAILURE(", "ADD_FAILURE_AT("};
  size_t count = CountNames(code, kAlone);
  for (std::string_view start : {"EXPECT_", "ASSERT_", "RC_ASSERT", "Expect"}) {
    for (size_t at = code.find(start); at != std::string_view::npos; at = code.find(start, at + 1)) ++count;
  }
  return count;
}

std::string Folder(std::string_view path) {
  size_t slash = path.rfind('/');
  return std::string(slash == std::string_view::npos ? "" : path.substr(0, slash + 1));
}

// Names of sources are looked for as whole words in the build file of their folder or of one above it.
bool IsBuilt(const Source& source, const std::vector<Source>& tree) {
  return std::any_of(tree.begin(), tree.end(), [&source](const Source& other) {
    if (!other.path.ends_with("CMakeLists.txt")) return false;
    std::string folder = Folder(other.path);
    return source.path.starts_with(folder) && !FindName(other.raw, source.path.substr(folder.size())).empty();
  });
}

}  // namespace

Findings CheckSizes(const Source& source) {
  Findings found;
  if (!HasSizeLimit(source)) return found;
  std::vector<std::string_view> lines = Lines(source.raw);
  if (lines.size() > kFileLinesMax) {
    found.push_back({source.path, kFileLinesMax,
                     "file has " + std::to_string(lines.size()) + " lines, want at most " +
                         std::to_string(kFileLinesMax)});
  }
  for (size_t i = 0; i < lines.size(); ++i) {
    if (Columns(lines[i]) <= kColumnsMax || !HasColumnLimit(source)) continue;
    found.push_back(
        {source.path, i + 1, "line is longer than " + std::to_string(kColumnsMax) + " characters"});
  }
  for (const Function& function : FunctionsOf(source.code)) {
    if (function.length() <= kFunctionLinesMax) continue;
    found.push_back({source.path, function.first_line,
                     "function has " + std::to_string(function.length()) + " lines, want at most " +
                         std::to_string(kFunctionLinesMax)});
  }
  return found;
}

Findings CheckHeader(const Source& source) {
  Findings found;
  if (!IsHeader(source)) return found;
  if (!source.raw.starts_with("//")) {
    found.push_back({source.path, 1, "header does not open with a comment: what it is, failure, threads"});
  }
  if (source.raw.find("\n#pragma once\n") == std::string::npos) {
    found.push_back({source.path, 1, "header has no #pragma once"});
  }
  return found;
}

Findings CheckAssertions(const Source& source) {
  size_t tests = IsCxx(source) ? CountTests(source) : 0;
  size_t assertions = tests > 0 ? CountAssertions(source.code) : 0;
  if (assertions >= tests) return {};
  return {{source.path, 1,
           std::to_string(tests) + " tests but only " + std::to_string(assertions) + " assertions"}};
}

Findings CheckDeadFiles(const std::vector<Source>& tree) {
  std::set<std::string, std::less<>> included;
  for (const Source& source : tree) {
    for (const Include& include : IncludesOf(source)) included.insert(include.target);
  }
  Findings found;
  for (const Source& source : tree) {
    if (IsHeader(source) && !included.contains(source.path)) {
      found.push_back({source.path, 1, "nobody includes this header"});
    } else if (IsCxx(source) && !IsHeader(source) && !IsBuilt(source, tree)) {
      found.push_back({source.path, 1, "no CMakeLists.txt of its folder or above names this source"});
    }
  }
  return found;
}

Findings CheckFile(const Source& source) {
  Findings all;
  for (auto* rule :
       {CheckSizes, CheckHeader, CheckIncludes, CheckBannedCalls, CheckBannedWords, CheckAssertions}) {
    Findings found = rule(source);
    all.insert(all.end(), found.begin(), found.end());
  }
  return all;
}

Findings CheckTree(const std::vector<Source>& tree) {
  Findings all = CheckDeadFiles(tree);
  for (const Source& source : tree) {
    Findings found = CheckFile(source);
    all.insert(all.end(), found.begin(), found.end());
  }
  return all;
}

}  // namespace blangko::tidy
