// CountingStore: a store that counts what its closures and views read and write while counting is on.
//
// Failure: as the store below. Threads: one.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "storage/store.h"

namespace blangko::bench {

struct RowCounts {
  int64_t closures = 0;
  int64_t views = 0;
  int64_t read_in_closures = 0;
  int64_t read_in_views = 0;
  int64_t written = 0;
  int64_t bytes_written = 0;  // keys and values

  // Of closures alone, by table: the first byte of the key (storage/keyspace.h).
  struct Table {
    int64_t read = 0;
    int64_t written = 0;
  };
  std::map<uint8_t, Table> tables;
};

class CountingStore final : public storage::Store {
 public:
  explicit CountingStore(storage::Store& store) : store_(store) {}

  void Count(bool on) { on_ = on; }
  const RowCounts& counts() const { return counts_; }

  absl::Status Update(std::string_view label, const Body& body) override;
  std::vector<absl::Status> UpdateEach(std::string_view label, std::span<const Body> bodies) override;
  absl::Status View(Reader read) override;
  uint64_t DurableRevision() const override { return store_.DurableRevision(); }
  const storage::Limits& limits() const override { return store_.limits(); }

 private:
  Body Counted(const Body& body);

  storage::Store& store_;
  bool on_ = false;
  RowCounts counts_;
};

}  // namespace blangko::bench
