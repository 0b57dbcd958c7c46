// A sentence in both languages; empty when there is nothing to say.
//
// Threads: plain values.
#pragma once

#include <string>

namespace blangko::cli {

struct Sentence {
  std::string indonesian;
  std::string english;
};

}  // namespace blangko::cli
