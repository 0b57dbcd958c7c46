#include "services/scheduler/metered_txn.h"

namespace blangko::scheduler {

absl::StatusOr<std::optional<std::string>> MeteredTxn::Get(std::string_view key) {
  if (!written_.contains(key)) ++read_;
  return txn_.Get(key);
}

absl::Status MeteredTxn::Scan(const storage::KeyRange& range, storage::ScanOrder order, Visitor visit) {
  return txn_.Scan(range, order, [&](std::string_view key, std::string_view value) {
    ++read_;
    return visit(key, value);
  });
}

void MeteredTxn::Put(std::string_view key, std::string_view value) {
  written_.emplace(key);
  txn_.Put(key, value);
}

void MeteredTxn::Erase(std::string_view key) {
  written_.emplace(key);
  txn_.Erase(key);
}

bool MeteredTxn::HasRoom(size_t reads, size_t writes) const {
  return read_ + reads <= limits_.keys_read && written_.size() + writes <= limits_.keys_written;
}

}  // namespace blangko::scheduler
