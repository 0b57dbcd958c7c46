#include "tests/bench/counting_store.h"

namespace blangko::bench {
namespace {

class CountedSnapshot : public storage::Snapshot {
 public:
  CountedSnapshot(storage::Snapshot& below, int64_t& read) : below_(below), read_(read) {}

  absl::StatusOr<std::optional<std::string>> Get(std::string_view key) override {
    ++read_;
    return below_.Get(key);
  }
  absl::Status Scan(const storage::KeyRange& range, storage::ScanOrder order, Visitor visit) override {
    return below_.Scan(range, order, [&](std::string_view key, std::string_view value) {
      ++read_;
      return visit(key, value);
    });
  }

 private:
  storage::Snapshot& below_;
  int64_t& read_;
};

class CountedTxn : public storage::Txn {
 public:
  CountedTxn(storage::Txn& below, RowCounts& counts) : below_(below), counts_(counts) {}

  absl::StatusOr<std::optional<std::string>> Get(std::string_view key) override {
    CountRead(key);
    return below_.Get(key);
  }
  absl::Status Scan(const storage::KeyRange& range, storage::ScanOrder order, Visitor visit) override {
    return below_.Scan(range, order, [&](std::string_view key, std::string_view value) {
      CountRead(key);
      return visit(key, value);
    });
  }
  void Put(std::string_view key, std::string_view value) override {
    CountWrite(key, value.size());
    below_.Put(key, value);
  }
  void Erase(std::string_view key) override {
    CountWrite(key, 0);
    below_.Erase(key);
  }
  void WhenKept(std::function<void()> act) override { below_.WhenKept(std::move(act)); }

 private:
  void CountRead(std::string_view key) {
    ++counts_.read_in_closures;
    ++counts_.tables[static_cast<uint8_t>(key.front())].read;
  }
  void CountWrite(std::string_view key, size_t value_size) {
    ++counts_.written;
    counts_.bytes_written += static_cast<int64_t>(key.size() + value_size);
    ++counts_.tables[static_cast<uint8_t>(key.front())].written;
  }

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
