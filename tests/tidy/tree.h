// Reads the files of the repository that the rules look at.
//
// Failure: a file that cannot be read is an empty source. Threads: any.
#pragma once

#include <filesystem>
#include <vector>

#include "tests/tidy/source_text.h"

namespace blangko::tidy {

// Everything under `root` except what is built, installed or kept by git; sorted by path.
std::vector<Source> ReadTree(const std::filesystem::path& root);

}  // namespace blangko::tidy
