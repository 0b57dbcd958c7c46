// Executor: the one thread that runs closures on a RocksDB, in groups. It takes what waits, runs each closure against
// the writes of the group, over those of the group that is being committed, over the database; a group is written with one
// synced write, recorded in the witness, and only then answered (committer.h): a refusal too, because it may rest on what
// an earlier closure wrote.
//
// A large group is committed by a second thread while the next one runs; a small one by the executor itself, because
// handing it over costs more than it gains.
// Failure: the first write that fails ends the process (fatal.h). Below the free-space floor closures are refused
// with UNAVAILABLE and not run; reads go on. Threads: Run and durable_group from any thread but the executor's own.
#pragma once

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
#include "storage/buffered_txn.h"
#include "storage/rocks/commit_group.h"
#include "storage/rocks/commit_mark.h"
#include "storage/rocks/commit_thread.h"
#include "storage/rocks/witness.h"
#include "storage/store.h"

namespace blangko::storage {

struct ExecutorOptions {
  std::string directory;      // whose free space is watched
  uint64_t free_space_floor;  // bytes
  Limits limits;
  size_t alone_up_to = 4;  // groups of at most so many closures are not handed over
};

class Executor {
 public:
  // `mark` is the newest group in `db`, which must outlive the executor.
  Executor(rocksdb::DB& db, Witness witness, CommitMark mark, ExecutorOptions options);
  // Runs what waits, then ends the threads.
  ~Executor();

  // Runs the closures in order and waits until their groups are durable. One status per closure.
  std::vector<absl::Status> Run(std::string_view label, std::span<const Store::Body> bodies);

  uint64_t durable_group() const { return commits_.durable_group(); }

 private:
  void Loop();
  bool TakeWaiting();  // false at the end
  void RunGroup();
  absl::Status RunBody(const Ticket& ticket, const Store::Body& body);
  void AddToGroup(Effects effects);
  void HandOver();
  void Retire();
  absl::Status CheckSpace();

  rocksdb::DB& db_;
  const ExecutorOptions options_;
  CommitThread commits_;

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<std::shared_ptr<Ticket>> queue_;  // guarded by mutex_
  bool stop_ = false;                          // guarded by mutex_

  // Of the executor's thread alone:
  std::deque<std::shared_ptr<Ticket>> waiting_;
  CommitGroup group_;      // being run
  CommitGroup in_flight_;  // being committed, or committed
  bool space_was_low_ = false;

  std::thread thread_;  // last: it uses all of the above
};

}  // namespace blangko::storage
