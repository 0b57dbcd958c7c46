// RocksSnapshot reads one state of the database: that of a RocksDB snapshot, or the newest one.
//
// Failure: rocks_status.h; UNAVAILABLE for a scan that passes over too many deleted rows (compaction lags).
// Threads: belongs to one thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "rocksdb/db.h"
#include "storage/txn.h"

namespace blangko::storage {

class RocksSnapshot : public Snapshot {
 public:
  // `at` null = the newest state, for the one thread that writes. Both must outlive this.
  RocksSnapshot(rocksdb::DB& db, const rocksdb::Snapshot* at) : db_(db), at_(at) {}

  absl::StatusOr<std::optional<std::string>> Get(std::string_view key) override;
  absl::Status Scan(const KeyRange& range, ScanOrder order, Visitor visit) override;

 private:
  rocksdb::DB& db_;
  const rocksdb::Snapshot* const at_;
};

}  // namespace blangko::storage
