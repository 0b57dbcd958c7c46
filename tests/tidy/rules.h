// The rules of the tree. Each takes one source and returns what is wrong with it; CheckTree also looks across files.
//
// Threads: any.
#pragma once

#include <vector>

#include "tests/tidy/source_text.h"

namespace blangko::tidy {

inline constexpr size_t kFileLinesMax = 400;
inline constexpr size_t kFunctionLinesMax = 60;
inline constexpr size_t kColumnsMax = 125;

Findings CheckSizes(
    const Source& source);  // lines of a file and of a function; columns (clang-format holds code to 110)
Findings CheckHeader(const Source& source);       // opens with a comment, #pragma once
Findings CheckIncludes(const Source& source);     // who may include whom
Findings CheckBannedCalls(const Source& source);  // calls that have a better replacement here
Findings CheckBannedWords(const Source& source);  // words that no file of the tree may hold
Findings CheckAssertions(const Source& source);   // a test file asserts at least once per test
Findings CheckDeadFiles(
    const std::vector<Source>& tree);  // sources no CMakeLists names, headers nobody includes

Findings CheckFile(const Source& source);
Findings CheckTree(const std::vector<Source>& tree);

}  // namespace blangko::tidy
