// Executor: the one thread that runs closures on a RocksDB, in groups. It takes what waits, runs each closure against
// the writes of the group over the database, writes the group with one synced write, records it in the witness, and
// only then answers: a refusal too, because it may rest on what an earlier closure of the group wrote.
//
// Failure: the first write that fails ends the process (fatal.h). Below the free-space floor closures are refused
// with UNAVAILABLE and not run; reads go on. Threads: Run and durable_group from any thread but the executor's own.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "rocksdb/db.h"
#include "storage/overlay.h"
#include "storage/rocks/commit_mark.h"
#include "storage/rocks/witness.h"
#include "storage/store.h"

namespace blangko::storage {

struct ExecutorOptions {
  std::string directory;      // whose free space is watched
  uint64_t free_space_floor;  // bytes
  Limits limits;
};

class Executor {
 public:
  // `mark` is the newest group in `db`, which must outlive the executor.
  Executor(rocksdb::DB& db, Witness witness, CommitMark mark, ExecutorOptions options);
  // Runs what waits, then ends the thread.
  ~Executor();

  // Runs the closures in order and waits until their groups are durable. One status per closure.
  std::vector<absl::Status> Run(std::string_view label, std::span<const Store::Body> bodies);

  uint64_t durable_group() const { return durable_group_.load(); }

 private:
  // What one caller waits for.
  struct Ticket {
    std::string label;
    std::span<const Store::Body> bodies;
    std::vector<absl::Status> statuses;  // of the bodies run so far
    // A condition variable because a semaphore of this standard library spins before it sleeps, which takes the
    // cores from the executor when many callers wait.
    std::mutex mutex;
    std::condition_variable answered;
    bool done = false;  // guarded by mutex
  };

  void Loop();
  bool TakeWaiting();  // false at the end
  void RunGroup();
  absl::Status RunBody(const Ticket& ticket, const Store::Body& body);
  void AddToGroup(WriteMap writes);
  void CommitGroup();
  void RecordInWitness();
  void Reply();
  void SyncWitnessIfDue();
  absl::Status CheckSpace();

  rocksdb::DB& db_;
  const ExecutorOptions options_;
  const bool reply_before_write_;   // planted bug
  const bool witness_not_written_;  // planted bug
  std::atomic<uint64_t> durable_group_;

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<std::shared_ptr<Ticket>> queue_;  // guarded by mutex_
  bool stop_ = false;                          // guarded by mutex_

  // Of the executor's thread alone:
  Witness witness_;
  bool witness_dirty_ = false;
  std::chrono::steady_clock::time_point witness_synced_;
  CommitMark mark_;  // newest group written
  std::deque<std::shared_ptr<Ticket>> waiting_;
  std::vector<std::shared_ptr<Ticket>> finished_;  // to be answered after the commit
  WriteMap group_;
  size_t group_bytes_ = 0;
  bool space_was_low_ = false;

  std::thread thread_;  // last: it uses all of the above
};

}  // namespace blangko::storage
