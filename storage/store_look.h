// What is in the directory of a store, looked at without changing a file: for checks, and for the decision about a store
// that is not whole.
//
// Failure: INVALID_ARGUMENT for a directory that holds no store; FAILED_PRECONDITION while a process has it open, but
// for a copy that a live node made (a checkpoint), which has neither lock nor witness; UNIMPLEMENTED for a store of a newer
// release (store_format.h); UNAVAILABLE for errors of the disk.
// Threads: one.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "storage/store_damage.h"
#include "storage/txn.h"

namespace blangko::storage {

struct StoreLook {
  std::optional<StoreDamage> damage = {};  // nothing: a node may open it
  uint64_t next_epoch = 0;                 // the epoch in which work goes on after a loss was accepted
  std::unique_ptr<Snapshot> rows = {};     // null when the database does not open; holds the directory's lock
  // Reads every table file; DATA_LOSS names the one that is damaged. Empty where rows is null; not used after it.
  std::function<absl::Status()> check_files = {};
};

absl::StatusOr<StoreLook> LookAtStore(const std::string& directory);

// What those who know the rows want to see before a store is opened for writing; DATA_LOSS keeps it shut.
using RowCheck = std::function<absl::Status(Snapshot&)>;

// The loss that two persons accept: the groups as LostGroups names them, none of a copy that is whole; and the epoch as
// StoreLook gives it.
struct AcceptedLoss {
  std::string groups;
  uint64_t epoch = 0;
};

}  // namespace blangko::storage
