// A look into the directory of a store that changes no file: what the database holds, what the commit witness says was
// acknowledged, and whether the one has all of the other.
//
// Failure: UNAVAILABLE when the disk cannot be read. Damage is no failure but a finding. Threads: one.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "rocksdb/db.h"
#include "storage/rocks/commit_mark.h"
#include "storage/rocks/witness.h"
#include "storage/store_damage.h"

namespace blangko::storage {

struct DirectoryLook {
  std::optional<Witness> witness = {};     // nothing: none, or none that can be read
  std::optional<CommitMark> found = {};    // newest group of the database; nothing: none, or it does not open
  std::unique_ptr<rocksdb::DB> db = {};    // for reading alone; null: none, or it does not open
  std::optional<StoreDamage> damage = {};  // nothing: it may be opened for writing
};

absl::StatusOr<DirectoryLook> LookInto(const std::string& directory);

// A database, a commit witness, or what only a store that was open leaves behind.
bool HoldsTraces(const std::string& directory);

std::string DatabasePath(const std::string& directory);
std::string WitnessPath(const std::string& directory);

}  // namespace blangko::storage
