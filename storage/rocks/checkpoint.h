// Checkpoints: copies of one durable state beside the database, made of links to its files. They cost the room of what
// the database rewrites meanwhile.
//
// Failure: ALREADY_EXISTS; UNAVAILABLE for errors of the disk; then nothing is left. Threads: any.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "rocksdb/db.h"

namespace blangko::storage {

// `directory`: that of the store. Answers <directory>/checkpoints/<name>, in the form of a store without a witness.
absl::StatusOr<std::string> MakeCheckpoint(rocksdb::DB& db, const std::string& directory,
                                           std::string_view name);

// The folder of all checkpoints of the store in `directory`.
std::string CheckpointsPath(const std::string& directory);

// Those that a process left when it died: they keep files alive that the database needs no more. Those that are to be kept
// (kKeptCheckpoint) stay.
void DropCheckpoints(const std::string& directory);

}  // namespace blangko::storage
