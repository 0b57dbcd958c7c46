// The results for people and for programs: a table on standard output, one JSON object a line.
//
// Failure: WriteLines UNAVAILABLE when the file cannot be written. Threads: pure, but for the printing.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "tests/bench/comparison.h"
#include "tests/bench/measures.h"

namespace blangko::bench {

void PrintSeries(const std::map<Comparison::SeriesKey, Series>& series);
// Ends with how many reached goal and floor, and how many were skipped.
void PrintVerdicts(const std::vector<Verdict>& verdicts);

std::string JsonOf(const std::vector<Verdict>& verdicts);
std::string JsonOf(const std::map<Comparison::SeriesKey, Series>& series);

absl::Status WriteFile(const std::string& path, const std::string& text);

}  // namespace blangko::bench
