#include "storage/buffered_txn.h"

#include <utility>

#include "base/status_macros.h"

namespace blangko::storage {

absl::StatusOr<std::optional<std::string>> BufferedTxn::Get(std::string_view key) {
  if (!budget_.status().ok()) return budget_.status();
  if (auto write = FindWrite(effects_.writes, key)) return *std::move(write);
  RETURN_IF_ERROR(budget_.ChargeRead());
  return below_.Get(key);
}

absl::Status BufferedTxn::Scan(const KeyRange& range, ScanOrder order, Visitor visit) {
  if (!budget_.status().ok()) return budget_.status();
  RETURN_IF_ERROR(
      ScanOverlay(effects_.writes, below_, range, order, [&](std::string_view key, std::string_view value) {
        return budget_.ChargeRead().ok() && visit(key, value);
      }));
  return budget_.status();
}

void BufferedTxn::Put(std::string_view key, std::string_view value) { Write(key, std::string(value)); }

void BufferedTxn::Erase(std::string_view key) { Write(key, std::nullopt); }

void BufferedTxn::WhenKept(std::function<void()> act) { effects_.when_kept.push_back(std::move(act)); }

void BufferedTxn::Write(std::string_view key, std::optional<std::string> value) {
  if (!budget_.status().ok()) return;  // what is written from here on could not be committed
  auto found = effects_.writes.lower_bound(key);
  if (found == effects_.writes.end() || found->first != key) {
    found = effects_.writes.emplace_hint(found, std::string(key), std::nullopt);
    bytes_ += key.size();
  }
  bytes_ -= found->second.has_value() ? found->second->size() : 0;
  bytes_ += value.has_value() ? value->size() : 0;
  found->second = std::move(value);
  budget_.SetWritten(effects_.writes.size(), bytes_);
}

absl::Status BufferedTxn::Run(const Store::Body& body) {
  absl::Status status = body(*this);
  if (!budget_.status().ok()) return budget_.status();
  return status;
}

}  // namespace blangko::storage
