// The phrases of validation, English and Indonesian. The first that fits counts.
//
// Threads: any.
#pragma once

#include <span>

#include "services/refusal/phrases.h"

namespace blangko {

std::span<const Phrase> PhraseTable();

}  // namespace blangko
