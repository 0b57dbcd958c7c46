// Source text as the style rules see it: a path inside the repository, the raw text, and the code alone, in which
// comments, string contents and preprocessor lines are blanked while every line and column stays where it was.
//
// Threads: plain values.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace blangko::tidy {

struct Source {
  std::string path;  // relative to the root, with '/'
  std::string raw;
  std::string code;  // of the same length as raw; empty for files that are not C++
};

// One broken rule. `line` counts from 1.
struct Finding {
  std::string path;
  size_t line = 1;
  std::string message;
};

using Findings = std::vector<Finding>;

// Makes a Source; `code` is filled when the path ends in .h or .cc.
Source MakeSource(std::string path, std::string raw);

bool IsHeader(const Source& source);
bool IsCxx(const Source& source);
bool IsTest(const Source& source);  // *_test.cc, *_fixture.*, anything in tests/

std::vector<std::string_view> Lines(std::string_view text);
size_t LineOf(std::string_view text, size_t offset);

// Whether `path` matches `pattern`, in which '*' stands for any characters, '/' too.
bool Matches(std::string_view pattern, std::string_view path);
bool MatchesAny(const std::vector<std::string_view>& patterns, std::string_view path);

// Offsets at which `needle` stands in `code` as a name of its own: not inside a longer identifier and not as a
// member of something ("x.rand(", "p->rand(").
std::vector<size_t> FindName(std::string_view code, std::string_view needle);

}  // namespace blangko::tidy
