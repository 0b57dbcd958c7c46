// JournalHistory: what the segments of a journal say together. The newest one is enough to go on, because it begins
// with a checkpoint; the ones before it are for reports to a server that has lost facts, and for auditors.
//
// A newest segment that was torn while it was being made counts for nothing; segments before the checkpoint's
// `first_segment` were being removed. Both are left over from a crash.
// Failure: DATA_LOSS, naming segment and byte, when the newest segment is damaged, misnamed, or not the newest; damage
//          of a segment before it is told in its `status` and harms no other. Threads: pure, or one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "printer/journal/journal_format.h"
#include "printer/journal/journal_state.h"
#include "printer/journal/station_disk.h"

namespace blangko::printer {

struct SegmentBytes {
  uint64_t segment = 0;
  std::string bytes;
};

struct PastSegment {
  uint64_t segment = 0;
  absl::Status status;  // why it cannot be read, or does not lead to the next one
  SegmentContents contents;
};

struct JournalHistory {
  station::v1::Header owner;
  uint64_t segment = 0;             // the newest; 0 = there is no journal yet
  SegmentContents newest;           // without entries when its first one was torn
  std::vector<PastSegment> past;    // every one that must be there, oldest first
  std::vector<uint64_t> leftovers;  // segments to remove
};

// `segments` in order of their numbers.
absl::StatusOr<JournalHistory> HistoryOf(const std::vector<SegmentBytes>& segments);
absl::StatusOr<JournalHistory> ReadHistory(StationDisk& disk);

// Everything that is kept, entry by entry under the rules of JournalState: what an auditor wants to know. DATA_LOSS
// names the first bad place.
absl::StatusOr<JournalState> AuditHistory(const JournalHistory& history);

}  // namespace blangko::printer
