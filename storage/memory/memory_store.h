// MemoryStore: rows in an ordered map. The engine of domain tests and of the simulator, and the reference that the
// others are compared with. Nothing outlives the object.
//
// It is stricter than a disk: each body runs one to three times, drawn from a seed, so that a body that touches
// something outside its Txn is found out. FailSyncs and Crash play a process that dies: what was acknowledged stays,
// of what was in flight a prefix stays.
// Failure: as store.h. Threads: any.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/rng.h"
#include "storage/buffered_txn.h"
#include "storage/overlay.h"
#include "storage/store.h"

namespace blangko::storage {

struct MemoryOptions {
  uint64_t seed = 1;
  uint64_t max_runs = 3;  // of one body; 1 = each body runs once
  Limits limits = {};
  const Clock* clock = nullptr;  // ages the Views; without a clock they do not age
};

class MemoryStore : public Store {
 public:
  explicit MemoryStore(const MemoryOptions& options = {});

  absl::Status Update(std::string_view label, const Body& body) override;
  std::vector<absl::Status> UpdateEach(std::string_view label, std::span<const Body> bodies) override;
  absl::Status View(Reader read) override;
  uint64_t DurableRevision() const override;
  const Limits& limits() const override { return options_.limits; }

  // From now on nothing reaches the disk: bodies run and are answered UNAVAILABLE, until Crash.
  void FailSyncs();

  // The process dies and starts again: a prefix of the commits since FailSyncs is kept, the rest is lost.
  void Crash();

 private:
  using Rows = std::map<std::string, std::string, std::less<>>;
  class RowSnapshot;

  absl::Status Commit(std::string_view label, const Body& body);  // mutex_ held
  absl::Status RunSomeTimes(const Body& body, Effects& effects);  // mutex_ held
  void Apply(const WriteMap& writes);                             // mutex_ held

  const MemoryOptions options_;
  mutable std::mutex mutex_;
  SeededRng rng_;               // guarded by mutex_, as all below
  std::shared_ptr<Rows> rows_;  // durable; copied before a change while a View reads it
  uint64_t revision_ = 0;
  bool failing_ = false;
  std::vector<WriteMap> in_flight_;  // commits since FailSyncs
  WriteMap in_flight_rows_;          // their sum
};

}  // namespace blangko::storage
