#include "services/access/seal.h"

#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "storage/layers/ledger_log.h"

namespace blangko::access {
namespace {

const storage::LogStream kSeals{kSealStream, ""};

absl::StatusOr<std::string> NewestSeal(storage::Snapshot& snapshot) {
  ASSIGN_OR_RETURN(const auto newest, storage::ReadLogAt(snapshot, kSeals, absl::InfiniteFuture()));
  rows::v1::LogEntry entry;
  if (newest.has_value() && !entry.ParseFromString(newest->entry)) {
    return absl::DataLossError("seal: entry does not parse");
  }
  return entry.detail();
}

}  // namespace

absl::StatusOr<std::string> DigestOfHeads(storage::Snapshot& snapshot) {
  int64_t heads = 0;
  std::string digest;
  RETURN_IF_ERROR(storage::VisitLogHeads(
      snapshot, "", [&](const storage::LogStream& stream, const storage::LogHeadView& head) {
        if (stream.office == kSealStream) return true;
        ++heads;
        digest = Digest({digest, stream.office, stream.lot, absl::StrCat(head.seq), head.hash});
        return true;
      }));
  return absl::StrCat(heads, ":", ToHex(digest));
}

absl::Status SealHeads(storage::Store& store, absl::Time now) {
  std::string sealed;
  ASSIGN_OR_RETURN(
      const std::string digest,
      storage::ViewFor<std::string>(store, [&](storage::Snapshot& snapshot) -> absl::StatusOr<std::string> {
        ASSIGN_OR_RETURN(sealed, NewestSeal(snapshot));
        return DigestOfHeads(snapshot);
      }));
  if (digest == sealed) return absl::OkStatus();
  return store.Update("access.seal", [&](storage::Txn& txn) {
    const Act act = SystemAct("seal", now);
    rows::v1::LogEntry entry = EntryOf(act, "store", "SEAL");
    entry.set_detail(digest);
    return AppendEvent(txn, act, kSealStream, entry).status();
  });
}

}  // namespace blangko::access
