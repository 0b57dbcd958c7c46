#include "services/scheduler/metered_txn.h"

#include <utility>

#include "base/planted.h"

namespace blangko::scheduler {

absl::StatusOr<std::optional<std::string>> MeteredTxn::Get(std::string_view key) {
  if (!written_.contains(key)) ++read_;
  return aside_.has_value() ? storage::OverlaySnapshot(*aside_, txn_).Get(key) : txn_.Get(key);
}

absl::Status MeteredTxn::Scan(const storage::KeyRange& range, storage::ScanOrder order, Visitor visit) {
  const auto count = [&](std::string_view key, std::string_view value) {
    ++read_;
    return visit(key, value);
  };
  return aside_.has_value() ? storage::ScanOverlay(*aside_, txn_, range, order, count)
                            : txn_.Scan(range, order, count);
}

void MeteredTxn::Put(std::string_view key, std::string_view value) {
  written_.emplace(key);
  if (!aside_.has_value()) return txn_.Put(key, value);
  aside_->insert_or_assign(std::string(key), std::string(value));
}

void MeteredTxn::Erase(std::string_view key) {
  written_.emplace(key);
  if (!aside_.has_value()) return txn_.Erase(key);
  aside_->insert_or_assign(std::string(key), std::nullopt);
}

void MeteredTxn::Begin() { aside_.emplace(); }

void MeteredTxn::Keep() {
  const storage::WriteMap kept = *std::exchange(aside_, std::nullopt);
  for (const auto& [key, value] : kept) {
    if (value.has_value()) {
      txn_.Put(key, *value);
    } else {
      txn_.Erase(key);
    }
  }
}

void MeteredTxn::Drop() {
  if (Planted("refused-fact-half-done")) return Keep();
  aside_.reset();
}

bool MeteredTxn::HasRoom(size_t reads, size_t writes) const {
  return read_ + reads <= limits_.keys_read && written_.size() + writes <= limits_.keys_written;
}

}  // namespace blangko::scheduler
