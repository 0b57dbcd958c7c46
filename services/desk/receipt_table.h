// Receipts as rows: the receipt that holds for a record, found by a keyed hash of its code. Who steals the store learns
// no code.
//
// Failure: storage errors. Threads: borrows one Snapshot or Txn.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/rows/v1/desk.pb.h"
#include "storage/txn.h"

namespace blangko::desk {

// The code that comes from `salt` for this record; the same for the same salt.
std::string ReceiptCodeFrom(std::string_view hash_key, std::string_view record_id, std::string_view salt);

// What the row of a clean code is found by.
std::string ReceiptHash(std::string_view hash_key, std::string_view code);

absl::StatusOr<std::optional<rows::v1::Receipt>> FindReceipt(storage::Snapshot& snapshot,
                                                             std::string_view code_hash);

// The receipt of that hash holds from now on, the one before no longer. Answers how many there were, this one included.
absl::StatusOr<uint32_t> ReplaceReceipt(storage::Txn& txn, std::string_view record_id,
                                        std::string_view code_hash, absl::Time now);

}  // namespace blangko::desk
