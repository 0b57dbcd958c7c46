#include "services/audit/seal_check.h"

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "blangko/rows/v1/log.pb.h"
#include "services/access/seal.h"
#include "storage/layers/ledger_log.h"

namespace blangko::audit {
namespace {

using storage::LogRecord;
using storage::LogStream;

constexpr absl::Duration kQuiet = absl::Seconds(30);

absl::StatusOr<std::optional<LogRecord>> NewestSeal(storage::Snapshot& snapshot) {
  return storage::ReadLogAt(snapshot, {access::kSealStream, ""}, absl::InfiniteFuture());
}

// The digest over the heads as they stood at `at`, as access/seal.h makes it; nothing when that cannot be told.
class HeadsAt {
 public:
  HeadsAt(storage::Snapshot& snapshot, absl::Time at) : snapshot_(snapshot), at_(at) {}

  absl::StatusOr<std::optional<std::string>> Digest() {
    absl::Status failed;
    RETURN_IF_ERROR(
        storage::VisitLogHeads(snapshot_, "", [&](const LogStream& stream, const storage::LogHeadView&) {
          if (stream.office == access::kSealStream) return true;
          failed = Take(stream);
          return failed.ok() && quiet_;
        }));
    RETURN_IF_ERROR(failed);
    if (!quiet_) return std::optional<std::string>();
    return std::optional<std::string>(absl::StrCat(heads_, ":", ToHex(digest_)));
  }

 private:
  absl::Status Take(const LogStream& stream) {
    ASSIGN_OR_RETURN(const auto before, storage::ReadLogAt(snapshot_, stream, at_ - kQuiet));
    ASSIGN_OR_RETURN(const auto after, storage::ReadLogAt(snapshot_, stream, at_ + kQuiet));
    const uint64_t seq = before.has_value() ? before->seq : 0;
    quiet_ = seq == (after.has_value() ? after->seq : 0);
    if (!quiet_ || seq == 0) return absl::OkStatus();
    ++heads_;
    digest_ = blangko::Digest({digest_, stream.office, stream.lot, absl::StrCat(seq), before->hash});
    return absl::OkStatus();
  }

  storage::Snapshot& snapshot_;
  const absl::Time at_;
  bool quiet_ = true;
  int64_t heads_ = 0;
  std::string digest_;
};

}  // namespace

absl::Status CheckNewestSeal(storage::Snapshot& snapshot, Check& check) {
  ASSIGN_OR_RETURN(const auto seal, NewestSeal(snapshot));
  if (!seal.has_value()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto digest, HeadsAt(snapshot, seal->time).Digest());
  if (!digest.has_value()) return absl::OkStatus();
  ++check.rows;
  rows::v1::LogEntry entry;
  if (!entry.ParseFromString(seal->entry) || entry.detail() != *digest)
    check.Bad(absl::StrCat("seal ", seal->seq, ": the heads are not those that were sealed"));
  return absl::OkStatus();
}

absl::StatusOr<absl::Time> SealedUntil(storage::Snapshot& snapshot) {
  ASSIGN_OR_RETURN(const auto seal, NewestSeal(snapshot));
  return seal.has_value() ? seal->time - kQuiet : absl::InfinitePast();
}

}  // namespace blangko::audit
