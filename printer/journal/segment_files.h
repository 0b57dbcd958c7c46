// The files of a journal in a station's directory: journal-000001.log and so on. Reading needs no lock, so that a
// journal can be looked at while its agent runs; the newest file may then end in the middle of an entry.
//
// Failure: UNAVAILABLE with path and cause when the disk refuses. Threads: any.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "printer/journal/journal_history.h"

namespace blangko::printer {

std::string SegmentPath(const std::string& directory, uint64_t segment);

// Whether a station's journal is there.
bool HasSegmentFiles(const std::string& directory);
// Numbers of the segments there, oldest first.
absl::StatusOr<std::vector<uint64_t>> ListSegmentFiles(const std::string& directory);
absl::StatusOr<std::vector<SegmentBytes>> ReadSegmentFiles(const std::string& directory);

}  // namespace blangko::printer
