// Committer writes groups, one after the other: one batch with one synced write, the commit witness, and only then the
// answers.
//
// Failure: the first write that fails ends the process (fatal.h). Threads: one at a time; durable_group from any.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

#include "rocksdb/db.h"
#include "storage/rocks/commit_group.h"
#include "storage/rocks/commit_mark.h"
#include "storage/rocks/witness.h"

namespace blangko::storage {

class Committer {
 public:
  // `mark` is the newest group in `db`, which must outlive the committer.
  Committer(rocksdb::DB& db, Witness witness, CommitMark mark);
  // Syncs the witness.
  ~Committer();

  // A group without writes is answered only: it may rest on what the groups before it wrote.
  void Commit(CommitGroup& group);

  uint64_t durable_group() const { return durable_group_.load(); }

  // How long the witness may stay unsynced once nothing is committed any more.
  static constexpr std::chrono::milliseconds kWitnessSyncEvery{5};
  bool witness_dirty() const { return witness_dirty_; }
  void SyncWitnessIfDue();

 private:
  void Write(const CommitGroup& group);
  void RecordInWitness();
  static void Reply(CommitGroup& group);

  rocksdb::DB& db_;
  const bool reply_before_write_;   // planted bug
  const bool reply_before_sync_;    // planted bug
  const bool witness_not_written_;  // planted bug
  std::atomic<uint64_t> durable_group_;
  Witness witness_;
  bool witness_dirty_ = false;
  std::chrono::steady_clock::time_point witness_synced_;
  CommitMark mark_;  // newest group written
};

}  // namespace blangko::storage
