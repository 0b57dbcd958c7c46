// FileDisk keeps a station's journal and slot as files in one directory, which it holds alone.
//
// Failure: FAILED_PRECONDITION when another process holds the directory; UNAVAILABLE with path and cause when the
//          disk refuses; after a failed write or sync every later write is refused (see station_disk.h).
// Threads: one.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "printer/journal/station_disk.h"

namespace blangko::printer {

class FileDisk : public StationDisk {
 public:
  // Makes the directory (0700) and its files when they are missing, and takes the lock.
  static absl::StatusOr<std::unique_ptr<FileDisk>> Open(const std::string& directory);
  ~FileDisk() override;
  FileDisk(const FileDisk&) = delete;
  FileDisk& operator=(const FileDisk&) = delete;

  absl::StatusOr<std::vector<uint64_t>> Segments() override;
  absl::StatusOr<std::string> ReadSegment(uint64_t segment) override;
  absl::Status UseSegment(uint64_t segment) override;
  absl::Status RemoveSegment(uint64_t segment) override;
  absl::Status SyncNames() override;
  absl::Status AppendJournal(std::string_view bytes) override;
  absl::Status SyncJournal() override;
  absl::Status TruncateJournal(uint64_t size) override;
  absl::StatusOr<std::string> ReadSlot() override;
  absl::Status WriteSlot(std::string_view bytes) override;

 private:
  explicit FileDisk(std::string directory) : directory_(std::move(directory)) {}
  absl::Status OpenFiles();
  absl::Status TakeOldName();
  absl::Status Fail(std::string_view what);  // remembers the error for ever

  const std::string directory_;
  int lock_ = -1;
  int journal_ = -1;  // the used segment
  int slot_ = -1;
  absl::Status failed_;
};

}  // namespace blangko::printer
