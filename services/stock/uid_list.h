// UidList: which chips the senders' lists name as blanks of which lot, and which of them were not in a parcel, inside a
// caller's transaction. Ranges of UIDs of one length that never overlap, so that one seek finds the lot of a chip.
//
// Failure: ALREADY_EXISTS for a range that overlaps one that is there; storage errors pass through.
// Threads: borrows one Txn or Snapshot.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/rows/v1/packs.pb.h"
#include "storage/txn.h"

namespace blangko::stock {

using ListedRow = rows::v1::ListedUids;
using MissingRow = rows::v1::MissingUid;

// The range that names a UID, which is in the one spelling.
absl::StatusOr<std::optional<ListedRow>> FindListed(storage::Snapshot& snapshot, std::string_view uid);
absl::Status AddListed(storage::Txn& txn, const ListedRow& range);

// Takes a range off, which is there as it stands.
void EraseListed(storage::Txn& txn, const ListedRow& range);

// A chip of the range that was used, named missing or blocked, and which of it it was; nothing when there is none.
struct TouchedUid {
  std::string uid;
  std::string why;  // "used", "missing" or "blocked"
};
absl::StatusOr<std::optional<TouchedUid>> FindTouched(storage::Snapshot& snapshot, const ListedRow& range);

// The ranges of a lot by length of UID, then first; those after `after` (AfterToken, "" = all), until `visit` answers false.
absl::Status VisitListed(storage::Snapshot& snapshot, std::string_view lot, std::string_view after,
                         absl::FunctionRef<bool(const ListedRow&)> visit);

absl::StatusOr<std::optional<MissingRow>> FindMissing(storage::Snapshot& snapshot, std::string_view uid);
void PutMissing(storage::Txn& txn, std::string_view uid, const MissingRow& row);

// How many blanks of a line of a shipment are named as missing.
absl::StatusOr<int64_t> CountNamed(storage::Snapshot& snapshot, std::string_view shipment_id,
                                   std::string_view lot);
void PutNamed(storage::Txn& txn, std::string_view shipment_id, std::string_view lot, int64_t count);

}  // namespace blangko::stock
