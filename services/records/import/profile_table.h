// Profiles of lists inside a transaction: kept under a name, and as each import used them, so that an import that goes
// on reads the rest of its file in the same way.
//
// Failure: INVALID_FIELD for a profile that nobody knows; DATA_LOSS for a row that does not read back; storage errors.
// Threads: borrows one Snapshot or Txn.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "blangko/records/v1/import_profile.pb.h"
#include "blangko/rows/v1/records.pb.h"
#include "services/records/import/profile.h"
#include "storage/txn.h"

namespace blangko::records {

using ProfileRow = rows::v1::ImportProfile;

std::string TextOf(const v1::ImportProfile& profile);
absl::StatusOr<v1::ImportProfile> MessageOf(const ProfileRow& row);

absl::StatusOr<std::optional<ProfileRow>> FindProfileRow(storage::Snapshot& snapshot, std::string_view name);
void PutProfileRow(storage::Txn& txn, const ProfileRow& row);
// By name, after `after`.
absl::StatusOr<std::vector<ProfileRow>> ListProfileRows(storage::Snapshot& snapshot, std::string_view after,
                                                        size_t limit);

// A built-in one, else one that is kept. INVALID_FIELD otherwise.
absl::StatusOr<v1::ImportProfile> ProfileNamed(storage::Snapshot& snapshot, std::string_view name);

// Keeps how this import is read; a built-in profile needs nothing.
void KeepForImport(storage::Txn& txn, std::string_view import_id, const v1::ImportProfile& profile);
absl::StatusOr<std::optional<ProfileRow>> KeptForImport(storage::Snapshot& snapshot,
                                                        std::string_view import_id);
absl::StatusOr<Profile> ProfileOfImport(storage::Snapshot& snapshot, const rows::v1::Import& import);

}  // namespace blangko::records
