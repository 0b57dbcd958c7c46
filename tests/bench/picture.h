// DrawVerdicts: the measures as a picture: a bar for each, from nothing to its value on a scale where the floor is 1, with
// the goal marked and the spread as a line. For what should be small the scale is turned round, so that longer is better.
//
// Failure: UNAVAILABLE when the file cannot be written. Threads: any.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "tests/bench/measures.h"

namespace blangko::bench {

// An SVG. Skipped measures have no bar and say why.
absl::Status DrawVerdicts(const std::vector<Verdict>& verdicts, const std::string& path);

}  // namespace blangko::bench
