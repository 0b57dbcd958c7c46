#include "services/scheduler/metered_txn.h"

#include <utility>

#include "base/planted.h"

namespace blangko::scheduler {

absl::StatusOr<std::optional<std::string>> MeteredTxn::Get(std::string_view key) {
  if (!written_.contains(key)) ++read_;
  return aside_.has_value() ? storage::OverlaySnapshot(aside_->writes, txn_).Get(key) : txn_.Get(key);
}

absl::Status MeteredTxn::Scan(const storage::KeyRange& range, storage::ScanOrder order, Visitor visit) {
  const auto count = [&](std::string_view key, std::string_view value) {
    ++read_;
    return visit(key, value);
  };
  return aside_.has_value() ? storage::ScanOverlay(aside_->writes, txn_, range, order, count)
                            : txn_.Scan(range, order, count);
}

void MeteredTxn::Put(std::string_view key, std::string_view value) {
  written_.emplace(key);
  if (!aside_.has_value()) return txn_.Put(key, value);
  aside_->writes.insert_or_assign(std::string(key), std::string(value));
}

void MeteredTxn::Erase(std::string_view key) {
  written_.emplace(key);
  if (!aside_.has_value()) return txn_.Erase(key);
  aside_->writes.insert_or_assign(std::string(key), std::nullopt);
}

void MeteredTxn::WhenKept(std::function<void()> act) {
  if (!aside_.has_value()) return txn_.WhenKept(std::move(act));
  aside_->when_kept.push_back(std::move(act));
}

void MeteredTxn::Begin() { aside_.emplace(); }

void MeteredTxn::Keep() {
  storage::Effects kept = *std::exchange(aside_, std::nullopt);
  for (auto& act : kept.when_kept) txn_.WhenKept(std::move(act));
  for (const auto& [key, value] : kept.writes) {
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
