// The setup stamp: one row that names the state of what places and rules are looked up in - offices, areas, policies.
//
// It is a digest over every change of them since the store has it, with their contents: two equal stamps mean equal rows. So
// what was read under a stamp may be remembered for as long as somebody finds that stamp, in this process and over any
// number of transactions; a transaction that was given up leaves nothing wrong behind. Reading it puts one key into the read
// set, so that whoever relied on remembered rows conflicts with whoever changes them.
//
// Failure: storage errors pass through; DATA_LOSS for a row of an unknown version. Threads: borrows one Snapshot or Txn.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/txn.h"

namespace blangko::access {

// Empty in a store whose setup has not changed since it knows stamps: remember nothing then.
absl::StatusOr<std::string> GetSetupStamp(storage::Snapshot& snapshot);

// To be called by whoever writes such rows, in the same transaction, with the bytes that name and make up the change.
absl::Status ChangeSetupStamp(storage::Txn& txn, std::initializer_list<std::string_view> change);

}  // namespace blangko::access
