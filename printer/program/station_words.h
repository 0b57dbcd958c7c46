// The Indonesian of blangko-station's help.
//
// Threads: any.
#pragma once

#include <span>

#include "services/refusal/phrases.h"

namespace blangko::printer {

// English, Indonesian.
std::span<const Phrase> HelpWords();

}  // namespace blangko::printer
