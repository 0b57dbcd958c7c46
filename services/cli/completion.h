// Completion: a bash script that completes commands and options, made from the tree of commands itself.
//
// Threads: pure.
#pragma once

#include <string>

#include "CLI/CLI.hpp"

namespace blangko::cli {

std::string BashCompletion(const CLI::App& app);

}  // namespace blangko::cli
