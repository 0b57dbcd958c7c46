// RocksPeer: RocksDB itself, in this process, each change synced: what the disk and the library allow below all else.
//
// A cycle is a "move": the waiting row deleted and a done row written, in one synced batch; nothing is looked up, checked
// or recorded. Failure and threads: as peer.h.
#pragma once

#include <memory>
#include <string>

#include "rocksdb/db.h"
#include "tests/bench/peer.h"
#include "tests/support/temp_dir.h"

namespace blangko::bench {

class RocksPeer : public Peer {
 public:
  std::string name() const override { return "rocksdb"; }
  absl::Status Start() override;
  absl::Status Prepare(Work work, const Load& load) override;
  absl::StatusOr<Point> Run(Work work, const Load& load) override;

 private:
  absl::StatusOr<int64_t> Write(Work work, uint64_t first, int64_t jobs);

  TempDir dir_;
  std::unique_ptr<rocksdb::DB> db_;
  uint64_t next_ = 0;  // number of the next job
};

}  // namespace blangko::bench
