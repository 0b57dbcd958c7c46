// Why a journal, or an export of one, is not whole, in Indonesian beside the English of those who read it.
//
// Threads: pure.
#pragma once

#include "absl/status/status.h"

namespace blangko::printer {

// The same error with both sentences; what is no DATA_LOSS, or says both already, passes through.
absl::Status JournalErrorInBoth(const absl::Status& error);

}  // namespace blangko::printer
