// The opening of a directory: lock, free space, look, compare with the witness, and only then open for writing.
//
// Failure: as rocks_store.h. Threads: belongs to one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "rocksdb/db.h"
#include "storage/rocks/commit_mark.h"
#include "storage/rocks/file_descriptor.h"
#include "storage/rocks/witness.h"
#include "storage/store_look.h"

namespace blangko::storage {

struct OpenDatabase {
  FileDescriptor lock;  // held as long as the database is open
  std::unique_ptr<rocksdb::DB> db;
  Witness witness;
  CommitMark mark;  // newest group in db
};

struct OpeningRules {
  uint64_t free_space_floor = 0;  // bytes; the opening itself makes do with 128 MiB
  // The one loss with which it is opened; the first group that is written is of its epoch, and of a number that nobody
  // was told of before.
  std::optional<AcceptedLoss> accepted_loss = {};
  RowCheck check_rows = {};  // may be empty
};

// FAILED_PRECONDITION when a loss was accepted that is not the one that is found.
absl::StatusOr<OpenDatabase> OpenDirectory(const std::string& directory, const OpeningRules& rules);

// Readable by the owner alone; one that was readable by others is narrowed, with a line in the log.
absl::Status MakeDirectory(const std::string& directory);

// FAILED_PRECONDITION when another process, or another opening in this one, holds the directory.
absl::StatusOr<FileDescriptor> LockDirectory(const std::string& directory);

}  // namespace blangko::storage
