// StationDisk is the seam between the agent and its disk: the files of the journal, called segments and numbered from
// 1, of which the newest is appended to; and one small slot that is overwritten.
//
// Failure: the first failed write or sync ends writing for good (what is on the disk is unknown then); every later
//          call answers the same error. The caller stops the program; the next start reads what is really there.
// Threads: one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace blangko::printer {

class StationDisk {
 public:
  virtual ~StationDisk() = default;

  // The segments that are there, oldest first.
  virtual absl::StatusOr<std::vector<uint64_t>> Segments() = 0;
  virtual absl::StatusOr<std::string> ReadSegment(uint64_t segment) = 0;
  // What is appended goes to this segment from now on; made, empty, when it is not there.
  virtual absl::Status UseSegment(uint64_t segment) = 0;
  virtual absl::Status RemoveSegment(uint64_t segment) = 0;
  // Makes it durable which segments there are.
  virtual absl::Status SyncNames() = 0;

  // REQUIRES: UseSegment came before. Written, but not durable before SyncJournal returns.
  virtual absl::Status AppendJournal(std::string_view bytes) = 0;
  virtual absl::Status SyncJournal() = 0;
  // Cuts the end of the used segment off; durable when it returns.
  virtual absl::Status TruncateJournal(uint64_t size) = 0;

  virtual absl::StatusOr<std::string> ReadSlot() = 0;
  // Durable when it returns. A crash may leave a mixture of old and new: the content must carry a checksum.
  virtual absl::Status WriteSlot(std::string_view bytes) = 0;
};

}  // namespace blangko::printer
