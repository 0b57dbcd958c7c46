// The row in which a group carries its own CommitMark.
//
// Failure: DATA_LOSS when the row is there and cannot be read. Threads: borrows one Snapshot.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "storage/rocks/commit_mark.h"
#include "storage/txn.h"

namespace blangko::storage {

std::string MarkKey();
std::string EncodeMark(const CommitMark& mark);

// The mark of the newest group; group 0 when there is none.
absl::StatusOr<CommitMark> ReadMark(Snapshot& snapshot);

}  // namespace blangko::storage
