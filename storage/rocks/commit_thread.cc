#include "storage/rocks/commit_thread.h"

namespace blangko::storage {

CommitThread::CommitThread(rocksdb::DB& db, Witness witness, CommitMark mark)
    : committer_(db, std::move(witness), std::move(mark)), thread_([this] { Loop(); }) {}

CommitThread::~CommitThread() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void CommitThread::Start(CommitGroup& group) {
  {
    const std::lock_guard lock(mutex_);
    group_ = &group;
  }
  changed_.notify_all();
}

void CommitThread::CommitHere(CommitGroup& group) {
  const std::lock_guard lock(mutex_);
  committer_.Commit(group);
}

bool CommitThread::busy() const {
  const std::lock_guard lock(mutex_);
  return group_ != nullptr;
}

void CommitThread::Finish() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return group_ == nullptr; });
}

bool CommitThread::witness_dirty() const {
  const std::lock_guard lock(mutex_);
  return group_ == nullptr && committer_.witness_dirty();
}

void CommitThread::SyncWitnessIfDue() {
  const std::lock_guard lock(mutex_);
  if (group_ == nullptr) committer_.SyncWitnessIfDue();
}

// The witness of a group that this thread committed gets its sync here when nothing follows.
bool CommitThread::WaitForGroup(std::unique_lock<std::mutex>& lock) {
  const auto ready = [this] { return stop_ || group_ != nullptr; };
  if (committer_.witness_dirty() && !changed_.wait_for(lock, Committer::kWitnessSyncEvery, ready))
    committer_.SyncWitnessIfDue();
  changed_.wait(lock, ready);
  return group_ != nullptr;
}

void CommitThread::Loop() {
  std::unique_lock lock(mutex_);
  while (WaitForGroup(lock)) {
    CommitGroup& group = *group_;
    lock.unlock();
    committer_.Commit(group);
    lock.lock();
    group_ = nullptr;
    changed_.notify_all();
  }
}

}  // namespace blangko::storage
