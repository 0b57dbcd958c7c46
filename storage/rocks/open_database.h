// The opening of a directory: lock, free space, look, compare with the witness, and only then open for writing.
//
// Failure: as rocks_store.h. Threads: belongs to one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "rocksdb/db.h"
#include "storage/rocks/commit_mark.h"
#include "storage/rocks/file_descriptor.h"
#include "storage/rocks/witness.h"

namespace blangko::storage {

struct OpenDatabase {
  FileDescriptor lock;  // held as long as the database is open
  std::unique_ptr<rocksdb::DB> db;
  Witness witness;
  CommitMark mark;  // newest group in db
};

absl::StatusOr<OpenDatabase> OpenDirectory(const std::string& directory, uint64_t free_space_floor);

}  // namespace blangko::storage
