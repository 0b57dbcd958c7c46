#include "storage/rocks/executor.h"

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/failpoint.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "rocksdb/write_batch.h"
#include "storage/buffered_txn.h"
#include "storage/disk_space.h"
#include "storage/rocks/fatal.h"
#include "storage/rocks/file_descriptor.h"
#include "storage/rocks/mark_row.h"
#include "storage/rocks/rocks_snapshot.h"

namespace blangko::storage {
namespace {

constexpr size_t kMaxGroupBodies = 1024;
constexpr size_t kMaxGroupBytes = size_t{4} << 20;
constexpr std::chrono::milliseconds kWitnessSyncEvery(5);

void PutWrites(const WriteMap& writes, rocksdb::WriteBatch& batch) {
  for (const auto& [key, value] : writes) {
    if (value.has_value()) {
      batch.Put(key, *value);
    } else {
      batch.Delete(key);
    }
  }
}

}  // namespace

Executor::Executor(rocksdb::DB& db, Witness witness, CommitMark mark, ExecutorOptions options)
    : db_(db),
      options_(std::move(options)),
      reply_before_write_(Planted("reply-before-write")),
      witness_not_written_(Planted("witness-not-written")),
      durable_group_(mark.group),
      witness_(std::move(witness)),
      witness_synced_(std::chrono::steady_clock::now()),
      mark_(std::move(mark)),
      thread_([this] { Loop(); }) {}

Executor::~Executor() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  arrived_.notify_one();
  thread_.join();
}

std::vector<absl::Status> Executor::Run(std::string_view label, std::span<const Store::Body> bodies) {
  if (bodies.empty()) return {};
  const auto ticket = std::make_shared<Ticket>();  // shared: the executor may still hold its mutex
  ticket->label = label;
  ticket->bodies = bodies;
  ticket->statuses.reserve(bodies.size());
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(ticket);
  }
  arrived_.notify_one();
  std::unique_lock lock(ticket->mutex);
  ticket->answered.wait(lock, [&] { return ticket->done; });
  return std::move(ticket->statuses);
}

void Executor::Loop() {
  while (TakeWaiting()) {
    while (!waiting_.empty()) {
      RunGroup();
      if (reply_before_write_) Reply();
      CommitGroup();
      Reply();
      SyncWitnessIfDue();
    }
  }
  if (const absl::Status synced = witness_.Sync(); !synced.ok())
    DieOfDisk("commit witness", ToStd(synced.message()));
}

bool Executor::TakeWaiting() {
  std::unique_lock lock(mutex_);
  const auto ready = [this] { return stop_ || !queue_.empty(); };
  if (witness_dirty_ && !arrived_.wait_for(lock, kWitnessSyncEvery, ready)) {
    lock.unlock();
    SyncWitnessIfDue();
    lock.lock();
  }
  arrived_.wait(lock, ready);
  waiting_.swap(queue_);
  return !waiting_.empty();
}

void Executor::RunGroup() {
  size_t bodies = 0;
  const absl::Status space = CheckSpace();
  while (!waiting_.empty() && bodies < kMaxGroupBodies && group_bytes_ < kMaxGroupBytes) {
    Ticket& ticket = *waiting_.front();
    const Store::Body& body = ticket.bodies[ticket.statuses.size()];
    ticket.statuses.push_back(space.ok() ? RunBody(ticket, body) : space);
    ++bodies;
    if (ticket.statuses.size() < ticket.bodies.size()) continue;
    finished_.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
}

absl::Status Executor::RunBody(const Ticket& ticket, const Store::Body& body) {
  RocksSnapshot rows(db_, nullptr);
  OverlaySnapshot state(group_, rows);
  BufferedTxn txn(state, options_.limits);
  absl::Status status = txn.Run(body);
  if (status.ok()) {
    AddToGroup(txn.TakeWrites());
  } else if (absl::IsResourceExhausted(status)) {
    Log(LogLevel::kWarning, "store.over_budget",
        {{"label", ticket.label}, {"detail", ToStd(status.message())}});
  }
  return status;
}

void Executor::AddToGroup(WriteMap writes) {
  while (!writes.empty()) {
    auto write = writes.extract(writes.begin());
    group_bytes_ += write.key().size() + (write.mapped().has_value() ? write.mapped()->size() : 0);
    auto inserted = group_.insert(std::move(write));
    if (!inserted.inserted) inserted.position->second = std::move(inserted.node.mapped());
  }
}

void Executor::CommitGroup() {
  if (group_.empty()) return;
  rocksdb::WriteBatch batch(group_bytes_ + group_.size() * 16);
  PutWrites(group_, batch);
  CommitMark mark{mark_.store_epoch, mark_.group + 1, Digest({mark_.hash, batch.Data()}), mark_.hash};
  batch.Put(MarkKey(), EncodeMark(mark));
  rocksdb::WriteOptions synced;
  synced.sync = true;
  rocksdb::Status written = BLANGKO_FAILPOINT("rocks.before_write") ? rocksdb::Status::IOError("failpoint")
                                                                    : db_.Write(synced, &batch);
  if (!written.ok()) DieOfDisk("write of a group", written.ToString());
  if (BLANGKO_FAILPOINT("rocks.after_write")) DieOfDisk("write of a group", "failpoint");
  mark_ = std::move(mark);
  group_.clear();
  group_bytes_ = 0;
  RecordInWitness();
  durable_group_ = mark_.group;
}

void Executor::RecordInWitness() {
  if (witness_not_written_) return;
  absl::Status recorded = witness_.Record(mark_);
  if (BLANGKO_FAILPOINT("rocks.after_witness")) recorded = absl::UnavailableError("failpoint");
  if (!recorded.ok()) DieOfDisk("commit witness", ToStd(recorded.message()));
  witness_dirty_ = true;
}

void Executor::Reply() {
  for (const auto& ticket : finished_) {
    const std::lock_guard lock(ticket->mutex);
    ticket->done = true;
    ticket->answered.notify_one();
  }
  finished_.clear();
  if (BLANGKO_FAILPOINT("rocks.after_reply")) DieOfDisk("after the reply", "failpoint");
}

void Executor::SyncWitnessIfDue() {
  const auto now = std::chrono::steady_clock::now();
  if (!witness_dirty_ || now - witness_synced_ < kWitnessSyncEvery) return;
  if (const absl::Status synced = witness_.Sync(); !synced.ok())
    DieOfDisk("commit witness", ToStd(synced.message()));
  witness_dirty_ = false;
  witness_synced_ = now;
}

absl::Status Executor::CheckSpace() {
  const absl::StatusOr<uint64_t> free = FreeSpace(options_.directory);
  if (!free.ok()) return free.status();
  const bool low = *free < options_.free_space_floor;
  if (low && !space_was_low_) {
    Log(LogLevel::kError, "store.disk_almost_full",
        {{"directory", options_.directory},
         {"free", *free},
         {"floor", options_.free_space_floor},
         {"do", "free space; nothing is accepted until then"}});
  }
  space_was_low_ = low;
  if (!low) return absl::OkStatus();
  return DiskAlmostFull(options_.directory, {*free, options_.free_space_floor});
}

}  // namespace blangko::storage
