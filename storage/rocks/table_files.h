// The table files of a database held against the checksums that the database keeps of them: a flipped bit, a cut, another
// file in its place are all found, whether somebody reads the row or not.
//
// A file that was written before checksums were kept is checked block by block.
// Failure: DATA_LOSS with name and reason for a file that is not the one that was written. Threads: any.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "rocksdb/db.h"

namespace blangko::storage {

struct TableFile {
  uint64_t number = 0;  // grows from file to file
  uint64_t bytes = 0;
  std::string path;
  std::string checksum;  // empty: none is kept
};

// Newest first.
std::vector<TableFile> TableFilesOf(rocksdb::DB& db);

// `read` is told how many bytes were read, so that a slow reader can wait.
absl::Status VerifyTableFile(const TableFile& file, absl::FunctionRef<void(size_t bytes)> read);

// The newest files, until `limit` bytes were read; the newest one whatever its size.
absl::Status VerifyNewestFiles(rocksdb::DB& db, uint64_t limit);

}  // namespace blangko::storage
