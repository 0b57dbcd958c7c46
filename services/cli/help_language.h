// The help in Indonesian: the code says it in English, beside the option that it is about; before the command line is
// read, the tree of commands is said anew from help_words.cc.
//
// Threads: one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "CLI/CLI.hpp"
#include "services/refusal/phrases.h"
#include "services/refusal/words.h"

namespace blangko::cli {

// Every description of the tree, and what CLI11 itself says around them.
void SpeakIndonesian(CLI::App& app);

// Descriptions of the tree that have no Indonesian.
std::vector<std::string> Untranslated(const CLI::App& app);

// What CLI11 says of a mistake, as one line and where the help is. A NIK in it is masked.
std::string ParseErrorText(std::string_view error, Language language);

// English, Indonesian.
std::span<const Phrase> HelpWords();

}  // namespace blangko::cli
