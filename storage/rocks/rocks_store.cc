#include "storage/rocks/rocks_store.h"

#include <optional>
#include <utility>

#include "base/status_macros.h"
#include "storage/aging_snapshot.h"
#include "storage/disk_space.h"
#include "storage/rocks/ballast.h"
#include "storage/rocks/checkpoint.h"
#include "storage/rocks/executor.h"
#include "storage/rocks/open_database.h"
#include "storage/rocks/rocks_snapshot.h"
#include "storage/rocks/scrub.h"

namespace blangko::storage {
namespace {

class RocksStore : public Store {
 public:
  RocksStore(OpenDatabase database, const RocksOptions& options)
      : options_(options),
        lock_(std::move(database.lock)),
        db_(std::move(database.db)),
        executor_(*db_, std::move(database.witness), std::move(database.mark),
                  {options.directory, options.free_space_floor, options.limits}) {
    if (options_.scrub == nullptr) return;
    scrub_.emplace(*db_, options_.directory, ScrubRules(), system_clock_, *options_.scrub);
    scrub_->Start();
  }

  absl::Status Update(std::string_view label, const Body& body) override {
    return std::move(executor_.Run(label, std::span(&body, 1)).front());
  }

  std::vector<absl::Status> UpdateEach(std::string_view label, std::span<const Body> bodies) override {
    return executor_.Run(label, bodies);
  }

  // A RocksDB snapshot holds synced groups only: the sequence number is published after the sync of the log.
  absl::Status View(Reader read) override {
    rocksdb::ManagedSnapshot at(db_.get());
    RocksSnapshot rows(*db_, at.snapshot());
    AgingSnapshot aging(rows, options_.clock != nullptr ? *options_.clock : system_clock_,
                        options_.limits.view_age);
    return read(aging);
  }

  absl::StatusOr<std::string> Checkpoint(std::string_view name) override {
    return MakeCheckpoint(*db_, options_.directory, name);
  }

  uint64_t DurableRevision() const override { return executor_.durable_group(); }

  const Limits& limits() const override { return options_.limits; }

 private:
  const RocksOptions options_;
  const SystemClock system_clock_;
  const FileDescriptor lock_;
  const std::unique_ptr<rocksdb::DB> db_;
  Executor executor_;           // its thread uses the database
  std::optional<Scrub> scrub_;  // likewise
};

}  // namespace

absl::StatusOr<uint64_t> FloorOf(const std::string& directory) {
  RETURN_IF_ERROR(MakeDirectory(directory));
  ASSIGN_OR_RETURN(const uint64_t total, TotalSpace(directory));
  return DefaultFloor(total);
}

absl::StatusOr<std::unique_ptr<Store>> OpenRocksStore(const RocksOptions& options) {
  ASSIGN_OR_RETURN(OpenDatabase database,
                   OpenDirectory(options.directory,
                                 {options.free_space_floor, options.accepted_loss, options.check_rows}));
  DropCheckpoints(options.directory);
  if (options.keep_ballast) RETURN_IF_ERROR(KeepBallast(options.directory, options.free_space_floor));
  return std::make_unique<RocksStore>(std::move(database), options);
}

}  // namespace blangko::storage
