// The list of blanks that no station may print on: stolen, missing, withdrawn. Ranges of UIDs of one length that never
// overlap; every change raises the version that stations compare with theirs.
//
// Failure: INVALID_FIELD, ALREADY_EXISTS for a range that overlaps one that is there; storage errors pass through.
// Threads: borrows one Txn or Snapshot.
#pragma once

#include <optional>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "blangko/printers/v1/printers_service.pb.h"
#include "blangko/rows/v1/stock.pb.h"
#include "services/access/actor.h"
#include "storage/txn.h"

namespace blangko::stock {

inline constexpr uint64_t kBlockedRangesMax = 10'000;
inline constexpr int kBlockedPageMax = 500;  // ranges in one heartbeat

// The range that a UID is in.
absl::StatusOr<std::optional<rows::v1::BlockedUids>> FindBlock(storage::Snapshot& snapshot,
                                                               std::string_view uid);

// The last range of which a UID lies between `first` and `last`.
absl::StatusOr<std::optional<rows::v1::BlockedUids>> FindBlockWithin(storage::Snapshot& snapshot,
                                                                     std::string_view first,
                                                                     std::string_view last);

// First and last as BlockBlanks says them, checked and in the one spelling.
absl::StatusOr<rows::v1::BlockedUids> RangeOf(std::string_view first, std::string_view last);

absl::StatusOr<rows::v1::BlockedUids> AddBlock(storage::Txn& txn, const access::Act& act,
                                               rows::v1::BlockedUids range);
absl::Status RemoveBlock(storage::Txn& txn, const access::Act& act, const rows::v1::BlockedUids& range);

// The ranges after the one that ends with `after` ("" = all), in order, until `visit` answers false.
absl::Status VisitBlocked(storage::Snapshot& snapshot, std::string_view after,
                          absl::FunctionRef<bool(const rows::v1::BlockedUids&)> visit);

// The page of the list that a heartbeat asks for; nothing for a station that holds the newest list whole.
absl::StatusOr<std::optional<printers::v1::BlockedBlanks>> PageFor(
    storage::Snapshot& snapshot, const printers::v1::HeartbeatRequest& request);

}  // namespace blangko::stock
