// The Indonesian of blangko's help.
//
// Threads: any.
#pragma once

#include <span>

#include "services/refusal/phrases.h"

namespace blangko::cli {

// English, Indonesian.
std::span<const Phrase> HelpWords();

// Of these, those of counts and papers.
std::span<const Phrase> HelpWordsOfPapers();

}  // namespace blangko::cli
