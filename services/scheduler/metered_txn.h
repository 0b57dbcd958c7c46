// MeteredTxn counts the rows that a transaction reads and writes, the way the store's budget does, so that a batch can
// stop before it goes over instead of failing; and lets one item of a batch leave nothing behind:
//
//   txn.Begin();           // from here on writes are kept aside; reads see them
//   … the item …
//   fits ? txn.Keep() : txn.Drop();
//
// Failure: passes everything through. Threads: borrows one Txn.
#pragma once

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "storage/buffered_txn.h"
#include "storage/overlay.h"
#include "storage/store.h"
#include "storage/txn.h"

namespace blangko::scheduler {

class MeteredTxn final : public storage::Txn {
 public:
  MeteredTxn(storage::Txn& txn, const storage::Limits& limits) : txn_(txn), limits_(limits) {}

  absl::StatusOr<std::optional<std::string>> Get(std::string_view key) override;
  absl::Status Scan(const storage::KeyRange& range, storage::ScanOrder order, Visitor visit) override;
  void Put(std::string_view key, std::string_view value) override;
  void Erase(std::string_view key) override;
  void WhenKept(std::function<void()> act) override;

  void Begin();
  void Keep();
  void Drop();

  size_t rows_read() const { return read_; }
  size_t rows_written() const { return written_.size(); }
  // True while `reads` more reads and `writes` more writes stay within the budget.
  bool HasRoom(size_t reads, size_t writes) const;

 private:
  storage::Txn& txn_;
  const storage::Limits limits_;
  size_t read_ = 0;
  std::set<std::string, std::less<>> written_;
  std::optional<storage::Effects> aside_;  // set between Begin and Keep or Drop
};

}  // namespace blangko::scheduler
