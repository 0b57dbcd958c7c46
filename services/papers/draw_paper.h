// DrawPaper: a paper as a PDF of A4 pages. The same paper gives the same bytes, on every day; its date of creation is
// the day on the paper.
//
// Failure: INTERNAL when the PDF cannot be made. Threads: pure.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/papers/paper.h"

namespace blangko::papers {

absl::StatusOr<std::string> DrawPaper(const Paper& paper);

// Its tables as CSV (RFC 4180, UTF-8, lines end with CR LF), each under its caption, an empty line between two. Numbers
// stand as digits alone.
std::string PaperCsv(const Paper& paper);

}  // namespace blangko::papers
