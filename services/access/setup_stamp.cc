#include "services/access/setup_stamp.h"

#include <optional>

#include "base/hash.h"
#include "base/status_macros.h"
#include "storage/key_codec.h"

namespace blangko::access {
namespace {

constexpr char kVersion = 1;

std::string StampKey() { return storage::KeyWriter(storage::Table::kMeta).Text("setup").Take(); }

}  // namespace

absl::StatusOr<std::string> GetSetupStamp(storage::Snapshot& snapshot) {
  ASSIGN_OR_RETURN(const std::optional<std::string> row, snapshot.Get(StampKey()));
  if (!row.has_value()) return std::string();
  if (row->empty() || row->front() != kVersion) return absl::DataLossError("setup stamp: unknown version");
  return row->substr(1);
}

absl::Status ChangeSetupStamp(storage::Txn& txn, std::initializer_list<std::string_view> change) {
  ASSIGN_OR_RETURN(const std::string before, GetSetupStamp(txn));
  const std::string content = Digest(change);
  txn.Put(StampKey(), std::string(1, kVersion) + Digest({before, content}));
  return absl::OkStatus();
}

}  // namespace blangko::access
