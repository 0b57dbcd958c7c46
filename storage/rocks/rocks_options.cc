#include "storage/rocks/rocks_options.h"

#include <algorithm>
#include <string>
#include <utility>

#include "rocksdb/convenience.h"
#include "rocksdb/env.h"
#include "rocksdb/file_checksum.h"
#include "rocksdb/filter_policy.h"
#include "rocksdb/listener.h"
#include "rocksdb/table.h"
#include "rocksdb/utilities/table_properties_collectors.h"
#include "storage/rocks/fatal.h"

namespace blangko::storage {
namespace {

constexpr size_t kMiB = size_t{1} << 20;

class EndAtBackgroundError : public rocksdb::EventListener {
 public:
  explicit EndAtBackgroundError(std::string directory) : directory_(std::move(directory)) {}

  void OnBackgroundError(rocksdb::BackgroundErrorReason, rocksdb::Status* status) override {
    if (status->IsCorruption()) DieOfDamage(directory_, status->ToString());
    DieOfDisk("background work of the database", status->ToString());
  }

 private:
  const std::string directory_;
};

class SilentLogger : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

rocksdb::CompressionType Compression() {
  const auto supported = rocksdb::GetSupportedCompressions();
  const bool lz4 = std::find(supported.begin(), supported.end(), rocksdb::kLZ4Compression) != supported.end();
  return lz4 ? rocksdb::kLZ4Compression : rocksdb::kNoCompression;
}

// Memory stays bounded however many rows there are: filters and indexes live in the cache, in small partitions. As
// one block each they would outgrow a shard of the cache and be read from the file again at every lookup (measured:
// 2,100 us a closure instead of 30).
rocksdb::BlockBasedTableOptions TableOptions() {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(128 * kMiB, /*num_shard_bits=*/2);
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.index_type = rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
  table.partition_filters = true;
  table.cache_index_and_filter_blocks = true;
  table.cache_index_and_filter_blocks_with_high_priority = true;
  table.pin_top_level_index_and_filter = true;
  return table;
}

// Durability: one log, written by one thread, never recycled, and a cut tail does not keep the store from opening
// (the witness decides whether anything acknowledged is missing).
void SetDurability(rocksdb::Options& options) {
  options.two_write_queues = false;
  options.unordered_write = false;
  options.manual_wal_flush = false;
  options.allow_mmap_writes = false;
  options.recycle_log_file_num = 0;
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  options.avoid_flush_during_recovery = false;
  options.max_total_wal_size = 64 * kMiB;  // bounds the time of the next start
  options.file_checksum_gen_factory = rocksdb::GetFileChecksumGenCrc32cFactory();  // table_files.h
}

void SetSizes(rocksdb::Options& options) {
  options.write_buffer_size = 32 * kMiB;
  options.memtable_prefix_bloom_size_ratio = 0.1;  // most keys that are asked for in vain are new ids
  options.memtable_whole_key_filtering = true;
  options.max_background_jobs = 2;
  options.max_open_files = 512;
  options.skip_stats_update_on_db_open = true;
  options.compression = Compression();
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(TableOptions()));
  // A line is consumed at its head: a file with many deleted rows close together is compacted soon.
  options.table_properties_collector_factories = {rocksdb::NewCompactOnDeletionCollectorFactory(4096, 1024)};
}

}  // namespace

rocksdb::Options WritableOptions(const std::string& directory) {
  rocksdb::Options options;
  options.create_if_missing = true;
  SetDurability(options);
  SetSizes(options);
  options.info_log_level = rocksdb::WARN_LEVEL;
  options.max_log_file_size = 4 * kMiB;
  options.keep_log_file_num = 4;
  options.listeners.push_back(std::make_shared<EndAtBackgroundError>(directory));
  return options;
}

rocksdb::Options ReadOnlyOptions() {
  rocksdb::Options options;
  SetDurability(options);
  SetSizes(options);
  options.info_log = std::make_shared<SilentLogger>();
  return options;
}

}  // namespace blangko::storage
