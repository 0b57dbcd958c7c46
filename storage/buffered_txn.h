// BufferedTxn: the transaction that every engine hands to a closure. Writes are kept aside until the engine takes
// them; reads see them over the state below; the budget is counted here.
//
// Failure: errors of the state below pass through; RESOURCE_EXHAUSTED once over the budget (budget.h).
// Threads: belongs to the run of one closure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/budget.h"
#include "storage/overlay.h"
#include "storage/store.h"
#include "storage/txn.h"

namespace blangko::storage {

class BufferedTxn : public Txn {
 public:
  // `below` must outlive the transaction and stand still meanwhile.
  BufferedTxn(Snapshot& below, const Limits& limits) : below_(below), budget_(limits) {}

  absl::StatusOr<std::optional<std::string>> Get(std::string_view key) override;
  absl::Status Scan(const KeyRange& range, ScanOrder order, Visitor visit) override;
  void Put(std::string_view key, std::string_view value) override;
  void Erase(std::string_view key) override;

  // Runs `body` once: OK when its writes may be committed, else what it answered or the budget's error.
  absl::Status Run(const Store::Body& body);

  WriteMap TakeWrites() { return std::move(writes_); }

 private:
  void Write(std::string_view key, std::optional<std::string> value);

  Snapshot& below_;
  Budget budget_;
  WriteMap writes_;
  size_t bytes_ = 0;  // of writes_
};

}  // namespace blangko::storage
