#include "tests/bench/counting_store.h"

namespace blangko::bench {
namespace {

absl::Status CountedScan(storage::Snapshot& below, const storage::KeyRange& range, storage::ScanOrder order,
                         storage::Snapshot::Visitor visit, int64_t& read) {
  return below.Scan(range, order, [&](std::string_view key, std::string_view value) {
    ++read;
    return visit(key, value);
  });
}

class CountedSnapshot : public storage::Snapshot {
 public:
  CountedSnapshot(storage::Snapshot& below, int64_t& read) : below_(below), read_(read) {}

  absl::StatusOr<std::optional<std::string>> Get(std::string_view key) override {
    ++read_;
    return below_.Get(key);
  }
  absl::Status Scan(const storage::KeyRange& range, storage::ScanOrder order, Visitor visit) override {
    return CountedScan(below_, range, order, visit, read_);
  }

 private:
  storage::Snapshot& below_;
  int64_t& read_;
};

class CountedTxn : public storage::Txn {
 public:
  CountedTxn(storage::Txn& below, RowCounts& counts) : below_(below), counts_(counts) {}

  absl::StatusOr<std::optional<std::string>> Get(std::string_view key) override {
    ++counts_.read_in_closures;
    return below_.Get(key);
  }
  absl::Status Scan(const storage::KeyRange& range, storage::ScanOrder order, Visitor visit) override {
    return CountedScan(below_, range, order, visit, counts_.read_in_closures);
  }
  void Put(std::string_view key, std::string_view value) override {
    ++counts_.written;
    counts_.bytes_written += static_cast<int64_t>(key.size() + value.size());
    below_.Put(key, value);
  }
  void Erase(std::string_view key) override {
    ++counts_.written;
    counts_.bytes_written += static_cast<int64_t>(key.size());
    below_.Erase(key);
  }

 private:
  storage::Txn& below_;
  RowCounts& counts_;
};

}  // namespace

storage::Store::Body CountingStore::Counted(const Body& body) {
  return [this, body](storage::Txn& txn) {
    if (!on_) return body(txn);
    ++counts_.closures;
    CountedTxn counted(txn, counts_);
    return body(counted);
  };
}

absl::Status CountingStore::Update(std::string_view label, const Body& body) {
  return store_.Update(label, Counted(body));
}

std::vector<absl::Status> CountingStore::UpdateEach(std::string_view label, std::span<const Body> bodies) {
  std::vector<Body> counted;
  for (const Body& body : bodies) counted.push_back(Counted(body));
  return store_.UpdateEach(label, counted);
}

absl::Status CountingStore::View(Reader read) {
  return store_.View([&](storage::Snapshot& snapshot) {
    if (!on_) return read(snapshot);
    ++counts_.views;
    CountedSnapshot counted(snapshot, counts_.read_in_views);
    return read(counted);
  });
}

}  // namespace blangko::bench
