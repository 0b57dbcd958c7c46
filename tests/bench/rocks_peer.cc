#include "tests/bench/rocks_peer.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "base/status_macros.h"
#include "rocksdb/options.h"
#include "rocksdb/write_batch.h"
#include "tests/bench/cpu_meter.h"
#include "tests/bench/made_up_record.h"
#include "tests/bench/thread_lanes.h"

namespace blangko::bench {
namespace {

absl::Status FromRocks(const rocksdb::Status& status) {
  return status.ok() ? absl::OkStatus() : absl::UnavailableError("bench: " + status.ToString());
}

std::string Key(char kind, uint64_t number) { return absl::StrFormat("%c%016x", kind, number); }

}  // namespace

absl::Status RocksPeer::Start() {
  rocksdb::Options options;
  options.create_if_missing = true;
  options.IncreaseParallelism(2);
  rocksdb::DB* db = nullptr;
  RETURN_IF_ERROR(FromRocks(rocksdb::DB::Open(options, dir_.File("db"), &db)));
  db_.reset(db);
  return absl::OkStatus();
}

// The rows that a load of moves takes away are those numbered from next_ on.
absl::Status RocksPeer::Prepare(Work work, const Load& load) {
  if (work != Work::kCycle) return absl::OkStatus();
  for (int64_t i = 0; i < load.jobs; ++i) {
    const uint64_t number = next_ + static_cast<uint64_t>(i);
    RETURN_IF_ERROR(FromRocks(db_->Put(rocksdb::WriteOptions(), Key('r', number), MadeUpRecord(number))));
  }
  return FromRocks(db_->Flush(rocksdb::FlushOptions()));
}

absl::StatusOr<int64_t> RocksPeer::Write(Work work, uint64_t first, int64_t jobs) {
  rocksdb::WriteBatch batch;
  for (uint64_t number = first; number < first + static_cast<uint64_t>(jobs); ++number) {
    if (work == Work::kCycle) {
      batch.Delete(Key('r', number));
      batch.Put(Key('d', number), "0123456789abcdef0123456789abcdef");
    } else {
      batch.Put(Key('r', number), MadeUpRecord(number));
    }
  }
  rocksdb::WriteOptions synced;
  synced.sync = true;
  RETURN_IF_ERROR(FromRocks(db_->Write(synced, &batch)));
  return jobs;
}

absl::StatusOr<Point> RocksPeer::Run(Work work, const Load& load) {
  if (work == Work::kThreeCalls || work == Work::kImport) return absl::UnimplementedError("no such call");
  const uint64_t first = next_;
  next_ += static_cast<uint64_t>(load.jobs);
  const auto pieces = static_cast<size_t>((load.jobs + load.batch - 1) / load.batch);
  const CpuMeter meter(0);
  ASSIGN_OR_RETURN(const Tally tally, RunThreads(load.clients, pieces, [&](size_t piece) {
                     const int64_t done = static_cast<int64_t>(piece) * load.batch;
                     return Write(work, first + static_cast<uint64_t>(done),
                                  std::min<int64_t>(load.batch, load.jobs - done));
                   }));
  return PointOf(tally, meter.Read());
}

}  // namespace blangko::bench
