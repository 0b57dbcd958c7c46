// Finds the functions of a C++ source by its braces: enough to measure their length, not a parser.
//
// Tables of data are not functions, whatever their length. Local lambdas count as part of their function.
// Threads: any.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace blangko::tidy {

struct Function {
  size_t first_line = 1;  // of the signature
  size_t last_line = 1;   // of the closing brace

  size_t length() const { return last_line - first_line + 1; }
};

// `code` is Source::code: comments, strings and directives are blank.
std::vector<Function> FunctionsOf(std::string_view code);

}  // namespace blangko::tidy
