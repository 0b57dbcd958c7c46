// Rows of packs inside a caller's transaction.
//
// Invariant: the list of an office and lot names exactly its sealed packs with what each holds, and its first row is their
// sum, so that neither costs a read of every pack.
// Failure: UNKNOWN_PACK; storage errors pass through. Threads: borrows one Snapshot or Txn.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/packs/pack.h"
#include "storage/txn.h"

namespace blangko::packs {

absl::StatusOr<std::optional<PackRow>> FindPack(storage::Snapshot& snapshot, std::string_view pack_id);
absl::StatusOr<PackRow> GetPack(storage::Snapshot& snapshot, std::string_view pack_id);
// UNKNOWN_PACK also for one that neither lies in the actor's area nor is on its way there.
absl::StatusOr<PackRow> FindSeen(storage::Snapshot& snapshot, const access::Actor& actor,
                                 std::string_view pack_id);

// Writes the pack, which was `before` until now (unset = it is new), and keeps the lists in step.
absl::Status PutPack(storage::Txn& txn, const std::optional<PackRow>& before, const PackRow& after);

// Blanks in sealed packs of the lot that lie there.
absl::StatusOr<int64_t> SealedBlanks(storage::Snapshot& snapshot, std::string_view office,
                                     std::string_view lot);

// Place in the list of an office: after which pack the next page begins.
struct ListPlace {
  std::string lot;
  std::string pack_id;
};
// Sealed packs that lie in the office, of one lot ("" = all), by lot and id, until `visit` answers false.
absl::Status VisitSealed(storage::Snapshot& snapshot, std::string_view office, std::string_view lot,
                         const std::optional<ListPlace>& after,
                         absl::FunctionRef<bool(const PackRow&)> visit);

}  // namespace blangko::packs
