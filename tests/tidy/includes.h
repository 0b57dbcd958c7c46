// The #include lines of a source, and which part of the tree a path belongs to.
//
// Threads: any.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/tidy/source_text.h"

namespace blangko::tidy {

struct Include {
  std::string target;
  size_t line = 1;
};

std::vector<Include> IncludesOf(const Source& source);

}  // namespace blangko::tidy
