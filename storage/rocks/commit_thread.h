// CommitThread commits one group while the executor runs the next one; small groups the executor commits itself, through
// it. Nobody else uses the committer.
//
// Failure: as committer.h. Threads: one caller, the executor's thread; durable_group from any.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <utility>

#include "storage/rocks/committer.h"

namespace blangko::storage {

class CommitThread {
 public:
  // As Committer.
  CommitThread(rocksdb::DB& db, Witness witness, CommitMark mark);
  // Finishes first.
  ~CommitThread();

  // Begins to commit `group`, which is only read, and stays where it is, until Finish. REQUIRES: !busy().
  void Start(CommitGroup& group);
  // Commits `group` in the caller's thread. REQUIRES: !busy().
  void CommitHere(CommitGroup& group);

  // True from Start until the group is committed.
  bool busy() const;
  // Waits until the group is committed.
  void Finish();

  // For the caller that has nothing to do: true when the witness should be synced within kWitnessSyncEvery of a
  // CommitHere.
  bool witness_dirty() const;
  void SyncWitnessIfDue();

  uint64_t durable_group() const { return committer_.durable_group(); }

 private:
  void Loop();
  bool WaitForGroup(std::unique_lock<std::mutex>& lock);  // false at the end

  mutable std::mutex mutex_;
  Committer committer_;  // guarded by mutex_, but while busy it is the thread's
  std::condition_variable changed_;
  CommitGroup* group_ = nullptr;  // guarded by mutex_; null = idle
  bool stop_ = false;             // guarded by mutex_
  std::thread thread_;            // last: it uses all of the above
};

}  // namespace blangko::storage
