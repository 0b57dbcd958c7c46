// ManifestMark: how far the manifest of a database had come, and how it ended there, kept beside the database in the file
// `manifest`. A manifest that was cut, or swapped for an older one, names too few table files; the log over it may still
// end with the newest group, so neither the database nor the commit witness would notice what is missing in between.
//
// Written when the database has been opened, and after each flush and compaction. While an opening is under way, when the
// database begins a new manifest, the mark says so and nothing is compared.
// Failure: UNAVAILABLE for errors of the disk; a database without a mark is not compared. Threads: any.
#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "rocksdb/listener.h"

namespace blangko::storage {

// DATA_LOSS when the manifest is not the one that was marked, or is shorter.
absl::Status CheckManifest(const std::string& directory);

absl::Status MarkOpening(const std::string& directory);
absl::Status MarkManifest(const std::string& directory);

// Marks after each flush and compaction; ends the process when it cannot (fatal.h).
std::shared_ptr<rocksdb::EventListener> NewManifestWatch(const std::string& directory);

}  // namespace blangko::storage
