#include "storage/memory/memory_store.h"

#include <iterator>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "storage/aging_snapshot.h"
#include "storage/buffered_txn.h"

namespace blangko::storage {

class MemoryStore::RowSnapshot : public Snapshot {
 public:
  explicit RowSnapshot(const Rows& rows) : rows_(rows) {}

  absl::StatusOr<std::optional<std::string>> Get(std::string_view key) override {
    const auto found = rows_.find(key);
    if (found == rows_.end()) return std::optional<std::string>();
    return std::optional<std::string>(found->second);
  }

  absl::Status Scan(const KeyRange& range, ScanOrder order, Visitor visit) override {
    RETURN_IF_ERROR(CheckRange(range));
    if (range.begin >= range.end) return absl::OkStatus();
    auto first = rows_.lower_bound(range.begin);
    auto last = rows_.lower_bound(range.end);
    if (order == ScanOrder::kForward) {
      while (first != last && visit(first->first, first->second)) ++first;
    } else {
      while (first != last && visit(std::prev(last)->first, std::prev(last)->second)) --last;
    }
    return absl::OkStatus();
  }

 private:
  const Rows& rows_;
};

MemoryStore::MemoryStore(const MemoryOptions& options)
    : options_(options), rng_(options.seed), rows_(std::make_shared<Rows>()) {}

absl::Status MemoryStore::Update(std::string_view label, const Body& body) {
  const std::lock_guard lock(mutex_);
  return Commit(label, body);
}

std::vector<absl::Status> MemoryStore::UpdateEach(std::string_view label, std::span<const Body> bodies) {
  const std::lock_guard lock(mutex_);
  std::vector<absl::Status> statuses;
  for (const Body& body : bodies) statuses.push_back(Commit(label, body));
  return statuses;
}

absl::Status MemoryStore::View(Reader read) {
  std::shared_ptr<const Rows> rows;
  {
    const std::lock_guard lock(mutex_);
    rows = rows_;
  }
  // Given back under the lock: whether a View still reads the rows is looked up there.
  const absl::Cleanup give_back = [&] {
    const std::lock_guard lock(mutex_);
    rows.reset();
  };
  RowSnapshot snapshot(*rows);
  if (options_.clock == nullptr) return read(snapshot);
  AgingSnapshot aging(snapshot, *options_.clock, options_.limits.view_age);
  return read(aging);
}

uint64_t MemoryStore::DurableRevision() const {
  const std::lock_guard lock(mutex_);
  return revision_;
}

void MemoryStore::FailSyncs() {
  const std::lock_guard lock(mutex_);
  failing_ = true;
}

void MemoryStore::Crash() {
  const std::lock_guard lock(mutex_);
  const size_t kept = static_cast<size_t>(rng_.Below(in_flight_.size() + 1));
  for (size_t i = 0; i < kept; ++i) Apply(in_flight_[i]);
  in_flight_.clear();
  in_flight_rows_.clear();
  failing_ = false;
}

absl::Status MemoryStore::Commit(std::string_view label, const Body& body) {
  Effects effects;
  const absl::Status status = RunSomeTimes(body, effects);
  if (absl::IsResourceExhausted(status)) {
    Log(LogLevel::kWarning, "store.over_budget", {{"label", label}, {"detail", ToStd(status.message())}});
  }
  if (failing_) {
    if (!status.ok())
      return absl::UnavailableError("the store is failing; the outcome is unknown, repeat the request");
    for (const auto& [key, value] : effects.writes) in_flight_rows_.insert_or_assign(key, value);
    in_flight_.push_back(std::move(effects.writes));
    return absl::UnavailableError("the store is failing; the outcome is unknown, repeat the request");
  }
  if (!status.ok()) return status;
  Apply(effects.writes);
  for (const auto& act : effects.when_kept) act();
  return status;
}

absl::Status MemoryStore::RunSomeTimes(const Body& body, Effects& effects) {
  absl::Status status;
  const uint64_t runs = 1 + rng_.Below(options_.max_runs);
  for (uint64_t run = 0; run < runs; ++run) {
    RowSnapshot rows(*rows_);
    OverlaySnapshot state(in_flight_rows_, rows);
    BufferedTxn txn(state, options_.limits);
    status = txn.Run(body);
    effects = txn.TakeEffects();
  }
  return status;
}

void MemoryStore::Apply(const WriteMap& writes) {
  if (writes.empty()) return;
  if (rows_.use_count() > 1) rows_ = std::make_shared<Rows>(*rows_);
  for (const auto& [key, value] : writes) {
    if (value.has_value()) {
      rows_->insert_or_assign(key, *value);
    } else if (const auto found = rows_->find(key); found != rows_->end()) {
      rows_->erase(found);
    }
  }
  ++revision_;
}

}  // namespace blangko::storage
