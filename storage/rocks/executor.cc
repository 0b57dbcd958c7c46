#include "storage/rocks/executor.h"

#include <utility>

#include "base/log.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "storage/buffered_txn.h"
#include "storage/disk_space.h"
#include "storage/rocks/file_descriptor.h"
#include "storage/rocks/rocks_snapshot.h"

namespace blangko::storage {
namespace {

constexpr size_t kMaxGroupBodies = 1024;
constexpr size_t kMaxGroupBytes = size_t{4} << 20;

}  // namespace

Executor::Executor(rocksdb::DB& db, Witness witness, CommitMark mark, ExecutorOptions options)
    : db_(db),
      options_(std::move(options)),
      commits_(db, std::move(witness), std::move(mark)),
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
  const auto ticket = std::make_shared<Ticket>();  // shared: the committer may still hold its mutex
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
      HandOver();
    }
  }
  commits_.Finish();
}

bool Executor::TakeWaiting() {
  std::unique_lock lock(mutex_);
  const auto ready = [this] { return stop_ || !queue_.empty(); };
  if (commits_.witness_dirty() && !arrived_.wait_for(lock, Committer::kWitnessSyncEvery, ready)) {
    lock.unlock();
    commits_.SyncWitnessIfDue();
    lock.lock();
  }
  arrived_.wait(lock, ready);
  waiting_.swap(queue_);
  return !waiting_.empty();
}

void Executor::RunGroup() {
  const absl::Status space = CheckSpace();
  while (!waiting_.empty() && group_.bodies < kMaxGroupBodies && group_.bytes < kMaxGroupBytes) {
    Ticket& ticket = *waiting_.front();
    const Store::Body& body = ticket.bodies[ticket.statuses.size()];
    ticket.statuses.push_back(space.ok() ? RunBody(ticket, body) : space);
    ++group_.bodies;
    if (ticket.statuses.size() < ticket.bodies.size()) continue;
    group_.finished.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
}

absl::Status Executor::RunBody(const Ticket& ticket, const Store::Body& body) {
  RocksSnapshot rows(db_, nullptr);
  OverlaySnapshot committed(in_flight_.writes, rows);
  OverlaySnapshot state(group_.writes, committed);
  BufferedTxn txn(state, options_.limits);
  absl::Status status = txn.Run(body);
  if (status.ok()) {
    AddToGroup(txn.TakeEffects());
  } else if (absl::IsResourceExhausted(status)) {
    Log(LogLevel::kWarning, "store.over_budget",
        {{"label", ticket.label}, {"detail", ToStd(status.message())}});
  }
  return status;
}

void Executor::AddToGroup(Effects effects) {
  while (!effects.writes.empty()) {
    auto write = effects.writes.extract(effects.writes.begin());
    group_.bytes += write.key().size() + (write.mapped().has_value() ? write.mapped()->size() : 0);
    auto inserted = group_.writes.insert(std::move(write));
    if (!inserted.inserted) inserted.position->second = std::move(inserted.node.mapped());
  }
  for (const auto& act : effects.when_kept) act();
}

// The group before must be durable first: replies leave in order. Until then, and until this one is handed over, its
// writes lie over the database, which need not show them yet.
void Executor::HandOver() {
  const bool alone = group_.bodies <= options_.alone_up_to && !commits_.busy();
  commits_.Finish();
  in_flight_ = std::exchange(group_, {});
  if (!alone) return commits_.Start(in_flight_);
  commits_.CommitHere(in_flight_);
  in_flight_ = {};
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
