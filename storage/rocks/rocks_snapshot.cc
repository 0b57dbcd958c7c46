#include "storage/rocks/rocks_snapshot.h"

#include <memory>

#include "base/log.h"
#include "base/status_macros.h"
#include "storage/overlay.h"
#include "storage/rocks/rocks_status.h"

namespace blangko::storage {
namespace {

// A scan that passes over more deleted rows than this takes a second or more: an error that is seen beats a store
// that stands still.
constexpr uint64_t kMaxDeletedRowsPassed = 4'000'000;

rocksdb::Slice ToSlice(std::string_view text) { return {text.data(), text.size()}; }
std::string_view FromSlice(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

absl::Status EndOfScan(const rocksdb::Status& status) {
  if (!status.IsIncomplete()) return FromRocks(status);
  Log(LogLevel::kError, "store.too_many_deleted_rows", {{"limit", kMaxDeletedRowsPassed}});
  return absl::UnavailableError("the scan passes over too many deleted rows; compaction lags");
}

}  // namespace

absl::StatusOr<std::optional<std::string>> RocksSnapshot::Get(std::string_view key) {
  rocksdb::ReadOptions options;
  options.snapshot = at_;
  std::string value;
  const rocksdb::Status status = db_.Get(options, db_.DefaultColumnFamily(), ToSlice(key), &value);
  if (status.IsNotFound()) return std::optional<std::string>();
  RETURN_IF_ERROR(FromRocks(status));
  return std::optional<std::string>(std::move(value));
}

absl::Status RocksSnapshot::Scan(const KeyRange& range, ScanOrder order, Visitor visit) {
  RETURN_IF_ERROR(CheckRange(range));
  if (range.begin >= range.end) return absl::OkStatus();
  const rocksdb::Slice begin = ToSlice(range.begin);
  const rocksdb::Slice end = ToSlice(range.end);
  rocksdb::ReadOptions options;
  options.snapshot = at_;
  options.iterate_lower_bound = &begin;
  options.iterate_upper_bound = &end;
  options.max_skippable_internal_keys = kMaxDeletedRowsPassed;
  const std::unique_ptr<rocksdb::Iterator> row(db_.NewIterator(options));
  if (order == ScanOrder::kForward) {
    for (row->SeekToFirst(); row->Valid() && visit(FromSlice(row->key()), FromSlice(row->value()));
         row->Next()) {
    }
  } else {
    for (row->SeekToLast(); row->Valid() && visit(FromSlice(row->key()), FromSlice(row->value()));
         row->Prev()) {
    }
  }
  return EndOfScan(row->status());
}

}  // namespace blangko::storage
