// Backup: a whole copy of a store in a directory of its own, on another disk, made while the store is in use. It has the
// form of a store, with its commit witness, and a manifest that names every file with its digest.
//
// A backup is written under another name and gets its own when it is whole, so that half of one is never taken for one.
// Failure: FAILED_PRECONDITION for a directory that exists, or holds no backup; DATA_LOSS for a backup that is not what its
// manifest says; UNAVAILABLE for errors of the disk. Threads: any.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/rows/v1/recovery.pb.h"
#include "storage/store.h"

namespace blangko::storage {

// The file in a directory that makes it a backup.
inline constexpr char kBackupManifest[] = "backup.textproto";

// Copies, syncs, reads everything again and opens it, before it answers.
absl::StatusOr<rows::v1::BackupManifest> WriteBackup(Store& store, const std::string& directory,
                                                     absl::Time now);

// Reads every byte and opens it.
absl::StatusOr<rows::v1::BackupManifest> CheckBackup(const std::string& directory);

// Into a directory that holds no store yet; every byte is compared with the manifest on the way.
absl::StatusOr<rows::v1::BackupManifest> CopyBackup(const std::string& directory, const std::string& into);

}  // namespace blangko::storage
