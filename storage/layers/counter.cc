#include "storage/layers/counter.h"

#include "base/status_macros.h"

namespace blangko::storage {
namespace {

constexpr char kCounterVersion = 1;

// A version byte, then the number as in keys.
std::string EncodeCount(int64_t value) {
  return KeyWriter(static_cast<Table>(kCounterVersion)).I64(value).Take();
}

}  // namespace

void WriteCounter(Txn& txn, std::string_view key, int64_t value) {
  if (value == 0) {
    txn.Erase(key);
  } else {
    txn.Put(key, EncodeCount(value));
  }
}

absl::StatusOr<int64_t> DecodeCounter(std::string_view row) {
  if (row.empty() || row[0] != kCounterVersion) return absl::DataLossError("counter: unknown version");
  KeyReader reader(row);
  ASSIGN_OR_RETURN(const int64_t value, reader.I64());
  if (!reader.Done()) return absl::DataLossError("counter: the row is too long");
  return value;
}

absl::StatusOr<int64_t> ReadCounter(Snapshot& snapshot, std::string_view key) {
  ASSIGN_OR_RETURN(const std::optional<std::string> bytes, snapshot.Get(key));
  if (!bytes.has_value()) return 0;
  return DecodeCounter(*bytes);
}

absl::Status AddToCounter(Txn& txn, std::string_view key, int64_t delta) {
  ASSIGN_OR_RETURN(const int64_t before, ReadCounter(txn, key));
  WriteCounter(txn, key, before + delta);
  return absl::OkStatus();
}

absl::Status VisitCounters(Snapshot& snapshot, const KeyRange& range,
                           absl::FunctionRef<bool(std::string_view key, int64_t value)> visit) {
  absl::Status bad;
  RETURN_IF_ERROR(
      snapshot.Scan(range, ScanOrder::kForward, [&](std::string_view key, std::string_view bytes) {
        const absl::StatusOr<int64_t> value = DecodeCounter(bytes);
        if (!value.ok()) bad = value.status();
        return value.ok() && visit(key, *value);
      }));
  return bad;
}

absl::StatusOr<int64_t> SumCounters(Snapshot& snapshot, const KeyRange& range) {
  int64_t sum = 0;
  RETURN_IF_ERROR(VisitCounters(snapshot, range, [&](std::string_view, int64_t value) {
    sum += value;
    return true;
  }));
  return sum;
}

}  // namespace blangko::storage
