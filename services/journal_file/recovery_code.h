// The code of a restore: exports of journals that carry it were made after it. No clock is asked, and a code that was typed
// wrong is noticed where it is typed.
//
// Threads: pure functions, but for the generator.
#pragma once

#include <string>
#include <string_view>

#include "base/rng.h"

namespace blangko::journal_file {

// "7K3M-9QPR"
std::string NewRecoveryCode(Rng& rng);

// As NewRecoveryCode writes it; empty when what was typed is none.
std::string RecoveryCodeOf(std::string_view typed);

}  // namespace blangko::journal_file
