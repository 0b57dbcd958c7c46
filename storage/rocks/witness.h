// Witness: a small file beside the database that holds the newest acknowledged group, so that a database that lost
// commits (a cut log, an old copy) is found out before it is used.
//
// Two slots of 4 KiB are written in turn, each with a checksum: a write that is torn leaves the other one. A slot is
// written before the replies of its group leave, so after the death of the process every loss is found; it is synced
// at most every 5 ms, so after a power cut every loss but of the groups of the last 5 ms is.
// A group is recorded after it is durable in the database, so where a slot was torn the database has its group. Where it
// has not, the slot was damaged later, and nobody knows whether its group was acknowledged (directory_look.cc).
// Failure: DATA_LOSS when no slot can be read; UNAVAILABLE for errors of the disk. Threads: belongs to one thread.
#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/rocks/commit_mark.h"
#include "storage/rocks/file_descriptor.h"

namespace blangko::storage {

class Witness {
 public:
  // Makes the file, holding `mark`, and syncs it and its directory.
  static absl::StatusOr<Witness> Create(const std::string& path, const CommitMark& mark);

  // Opens an existing file; nothing when there is none.
  static absl::StatusOr<std::optional<Witness>> Open(const std::string& path);

  // The newest mark that was recorded, as far as can be read.
  const CommitMark& newest() const { return newest_; }
  // False when one of the slots cannot be read. Files of the release before, and of backups that it made, have an empty
  // one until their second group.
  bool whole() const { return told_up_to_ == newest_.group; }
  // The newest group that anybody may have been told of.
  uint64_t told_up_to() const { return told_up_to_; }

  // Writes the newest mark into both slots, and syncs.
  absl::Status WriteBoth();

  absl::Status Record(const CommitMark& mark);
  absl::Status Sync();

 private:
  Witness(FileDescriptor file, CommitMark newest, bool whole)
      : file_(std::move(file)), newest_(std::move(newest)), told_up_to_(newest_.group + (whole ? 0 : 1)) {}

  absl::Status Write(const CommitMark& mark, size_t slot);

  FileDescriptor file_;
  CommitMark newest_;
  uint64_t told_up_to_;
};

}  // namespace blangko::storage
