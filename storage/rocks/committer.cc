#include "storage/rocks/committer.h"

#include <filesystem>
#include <utility>

#include "base/failpoint.h"
#include "base/hash.h"
#include "base/planted.h"
#include "base/text.h"
#include "rocksdb/write_batch.h"
#include "storage/rocks/fatal.h"
#include "storage/rocks/mark_row.h"

namespace blangko::storage {
namespace {

constexpr size_t kBatchBytesPerRow = 16;  // what a batch adds to key and value

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

Committer::Committer(rocksdb::DB& db, Witness witness, CommitMark mark)
    : db_(db),
      reply_before_write_(Planted("reply-before-write")),
      reply_before_sync_(Planted("reply-before-sync")),
      witness_not_written_(Planted("witness-not-written")),
      durable_group_(mark.group),
      witness_(std::move(witness)),
      witness_synced_(std::chrono::steady_clock::now()),
      mark_(std::move(mark)) {}

Committer::~Committer() {
  if (const absl::Status synced = witness_.Sync(); !synced.ok())
    DieOfDisk("commit witness", ToStd(synced.message()));
}

void Committer::Commit(CommitGroup& group) {
  if (reply_before_write_) Reply(group);
  if (!group.writes.empty()) Write(group);
  Reply(group);
  SyncWitnessIfDue();
}

void Committer::Write(const CommitGroup& group) {
  rocksdb::WriteBatch batch(group.bytes + group.writes.size() * kBatchBytesPerRow);
  PutWrites(group.writes, batch);
  CommitMark mark{mark_.store_epoch, mark_.group + 1, Digest({mark_.hash, batch.Data()}), mark_.hash};
  batch.Put(MarkKey(), EncodeMark(mark));
  rocksdb::WriteOptions synced;
  synced.sync = !reply_before_sync_;
  const rocksdb::Status written = BLANGKO_FAILPOINT("rocks.before_write")
                                      ? rocksdb::Status::IOError("failpoint")
                                      : db_.Write(synced, &batch);
  if (written.IsCorruption()) {
    DieOfDamage(std::filesystem::path(db_.GetName()).parent_path().string(), written.ToString());
  }
  if (!written.ok()) DieOfDisk("write of a group", written.ToString());
  if (BLANGKO_FAILPOINT("rocks.after_write")) DieOfDisk("write of a group", "failpoint");
  mark_ = std::move(mark);
  RecordInWitness();
  durable_group_ = mark_.group;
}

void Committer::RecordInWitness() {
  if (witness_not_written_) return;
  absl::Status recorded = witness_.Record(mark_);
  if (BLANGKO_FAILPOINT("rocks.after_witness")) recorded = absl::UnavailableError("failpoint");
  if (!recorded.ok()) DieOfDisk("commit witness", ToStd(recorded.message()));
  witness_dirty_ = true;
}

void Committer::Reply(CommitGroup& group) {
  for (const auto& ticket : group.finished) {
    const std::lock_guard lock(ticket->mutex);
    ticket->done = true;
    ticket->answered.notify_one();
  }
  group.finished.clear();
  if (BLANGKO_FAILPOINT("rocks.after_reply")) DieOfDisk("after the reply", "failpoint");
}

void Committer::SyncWitnessIfDue() {
  const auto now = std::chrono::steady_clock::now();
  if (!witness_dirty_ || now - witness_synced_ < kWitnessSyncEvery) return;
  if (const absl::Status synced = witness_.Sync(); !synced.ok())
    DieOfDisk("commit witness", ToStd(synced.message()));
  witness_dirty_ = false;
  witness_synced_ = now;
}

}  // namespace blangko::storage
