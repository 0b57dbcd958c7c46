#include "storage/rocks/rocks_status.h"

#include <string>

namespace blangko::storage {
namespace {

absl::StatusCode CodeOf(const rocksdb::Status& status) {
  switch (status.code()) {
    case rocksdb::Status::kOk: return absl::StatusCode::kOk;
    case rocksdb::Status::kNotFound: return absl::StatusCode::kNotFound;
    case rocksdb::Status::kCorruption: return absl::StatusCode::kDataLoss;
    case rocksdb::Status::kBusy:
    case rocksdb::Status::kTryAgain:
    case rocksdb::Status::kTimedOut:
    case rocksdb::Status::kExpired: return absl::StatusCode::kAborted;
    default: return absl::StatusCode::kUnavailable;
  }
}

}  // namespace

absl::Status FromRocks(const rocksdb::Status& status) {
  if (status.ok()) return absl::OkStatus();
  return absl::Status(CodeOf(status), "database: " + status.ToString());
}

}  // namespace blangko::storage
