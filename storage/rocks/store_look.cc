#include "storage/store_look.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "storage/rocks/directory_look.h"
#include "storage/rocks/file_descriptor.h"
#include "storage/rocks/open_database.h"
#include "storage/rocks/rocks_snapshot.h"
#include "storage/store_format.h"

namespace blangko::storage {
namespace {

// The rows of a database that is open for reading alone, and the lock of its directory where it has one.
class OwnedSnapshot : public Snapshot {
 public:
  OwnedSnapshot(std::optional<FileDescriptor> lock, std::unique_ptr<rocksdb::DB> db)
      : lock_(std::move(lock)), db_(std::move(db)), rows_(*db_, nullptr) {}

  absl::StatusOr<std::optional<std::string>> Get(std::string_view key) override { return rows_.Get(key); }
  absl::Status Scan(const KeyRange& range, ScanOrder order, Visitor visit) override {
    return rows_.Scan(range, order, visit);
  }

 private:
  const std::optional<FileDescriptor> lock_;
  const std::unique_ptr<rocksdb::DB> db_;
  RocksSnapshot rows_;
};

uint64_t NextEpoch(const DirectoryLook& look) {
  const uint64_t found = look.found.has_value() ? look.found->store_epoch : 0;
  const uint64_t acknowledged = look.witness.has_value() ? look.witness->newest().store_epoch : 0;
  return std::max(found, acknowledged) + 1;
}

}  // namespace

absl::StatusOr<StoreLook> LookAtStore(const std::string& directory) {
  const bool is_store = std::filesystem::exists(directory + "/lock");
  if (!HoldsTraces(directory)) {
    return absl::InvalidArgumentError(absl::StrCat("there is no store in ", directory));
  }
  std::optional<FileDescriptor> lock;
  if (is_store) {
    ASSIGN_OR_RETURN(lock, LockDirectory(directory));
  }
  ASSIGN_OR_RETURN(DirectoryLook look, LookInto(directory));
  const bool is_copy = !is_store && !std::filesystem::exists(WitnessPath(directory));
  StoreLook answer{.damage = is_copy && look.found.has_value() ? std::nullopt : look.damage,
                   .next_epoch = NextEpoch(look)};
  if (look.db == nullptr) return answer;
  answer.rows = std::make_unique<OwnedSnapshot>(std::move(lock), std::move(look.db));
  RETURN_IF_ERROR(CheckFormat(directory, *answer.rows));
  return answer;
}

}  // namespace blangko::storage
