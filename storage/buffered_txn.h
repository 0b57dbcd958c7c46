// BufferedTxn: the transaction that every engine hands to a closure. Writes are kept aside until the engine takes
// them; reads see them over the state below; the budget is counted here.
//
// Failure: errors of the state below pass through; RESOURCE_EXHAUSTED once over the budget (budget.h).
// Threads: belongs to the run of one closure.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/budget.h"
#include "storage/overlay.h"
#include "storage/store.h"
#include "storage/txn.h"

namespace blangko::storage {

// What a run leaves to the engine, which drops it when the closure is refused or runs again.
struct Effects {
  WriteMap writes;
  std::vector<std::function<void()>> when_kept;  // Txn::WhenKept
};

class BufferedTxn : public Txn {
 public:
  // `below` must outlive the transaction and stand still meanwhile.
  BufferedTxn(Snapshot& below, const Limits& limits) : below_(below), budget_(limits) {}

  absl::StatusOr<std::optional<std::string>> Get(std::string_view key) override;
  absl::Status Scan(const KeyRange& range, ScanOrder order, Visitor visit) override;
  void Put(std::string_view key, std::string_view value) override;
  void Erase(std::string_view key) override;
  void WhenKept(std::function<void()> act) override;

  // Runs `body` once: OK when its writes may be committed, else what it answered or the budget's error.
  absl::Status Run(const Store::Body& body);

  Effects TakeEffects() { return std::move(effects_); }

 private:
  void Write(std::string_view key, std::optional<std::string> value);

  Snapshot& below_;
  Budget budget_;
  Effects effects_;
  size_t bytes_ = 0;  // of effects_.writes
};

}  // namespace blangko::storage
