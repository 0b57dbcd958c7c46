#include "storage/layers/log_check.h"

#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/status_macros.h"
#include "storage/key_codec.h"
#include "storage/layers/log_chain.h"

namespace blangko::storage {
namespace {

// One pass over the table of entries.
class Walk {
 public:
  Walk(Snapshot& snapshot, const LogVisitor& visitor) : snapshot_(snapshot), visitor_(visitor) {}

  absl::Status Run() {
    RETURN_IF_ERROR(snapshot_.Scan(KeyWriter(Table::kLog).Range(), ScanOrder::kForward,
                                   [this](std::string_view key, std::string_view value) {
                                     failed_ = Take(key, value);
                                     return failed_.ok();
                                   }));
    RETURN_IF_ERROR(failed_);
    RETURN_IF_ERROR(EndStream());
    return VisitLogHeads(snapshot_, "", [this](const LogStream& stream, const LogHeadView& head) {
      if (!seen_.contains({stream.office, stream.lot}))
        visitor_.broken(BrokenLog(stream, head.seq, "there is a head but no entry"));
      return true;
    });
  }

 private:
  absl::Status Take(std::string_view key, std::string_view value) {
    const absl::StatusOr<LogRecord> record = ParseLogRow(key, value);
    if (!record.ok()) {
      visitor_.broken(record.status());
      return absl::OkStatus();
    }
    RETURN_IF_ERROR(GoTo(record->stream));
    Report(chain_->Take(*record));
    visitor_.entry(*record);
    return absl::OkStatus();
  }

  absl::Status GoTo(const LogStream& stream) {
    const bool same =
        chain_.has_value() && chain_->stream().office == stream.office && chain_->stream().lot == stream.lot;
    if (same) return absl::OkStatus();
    RETURN_IF_ERROR(EndStream());
    chain_.emplace(stream);
    seen_.emplace(stream.office, stream.lot);
    return absl::OkStatus();
  }

  absl::Status EndStream() {
    if (!chain_.has_value()) return absl::OkStatus();
    ASSIGN_OR_RETURN(const LogHeadView head, ReadLogHead(snapshot_, chain_->stream()));
    Report(chain_->Finish(head));
    visitor_.end(chain_->stream(), head);
    return absl::OkStatus();
  }

  void Report(const absl::Status& status) {
    if (!status.ok()) visitor_.broken(status);
  }

  Snapshot& snapshot_;
  const LogVisitor& visitor_;
  std::optional<LogChain> chain_;
  std::set<std::pair<std::string, std::string>> seen_;  // office and lot
  absl::Status failed_;
};

// Whether an entry follows the one with that number and hash.
absl::Status Follows(const LogStream& stream, const LogRecord& record, uint64_t seq, std::string_view hash) {
  if (record.seq != seq + 1) return BrokenLog(stream, record.seq - 1, "missing or out of order");
  if (record.hash == LogChainHash(hash, stream, {record.seq, record.time}, record.entry))
    return absl::OkStatus();
  return BrokenLog(stream, record.seq, "the hash does not fit");
}

bool IsNewest(const LogRecord& record, const LogHeadView& head) {
  return record.seq == head.seq && record.hash == head.hash && record.time == head.time;
}

// From the head backwards. The oldest entry that is read vouches for the next one; the first of the stream for itself.
absl::Status VerifyBackwards(Snapshot& snapshot, const LogStream& stream, const LogHeadView& head,
                             absl::Time since, size_t limit) {
  std::optional<LogRecord> after;
  absl::Status bad;
  bool more = true;
  const auto take = [&](const LogRecord& record) {
    if (after.has_value()) {
      bad = Follows(stream, *after, record.seq, record.hash);
    } else if (!IsNewest(record, head)) {
      bad = BrokenLog(stream, head.seq, "the head does not fit the newest entry");
    }
    after = record;
    more = bad.ok() && record.time >= since && --limit > 0;
    return more;
  };
  RETURN_IF_ERROR(VisitLog(snapshot, stream, std::nullopt, ScanOrder::kReverse, take));
  RETURN_IF_ERROR(bad);
  if (!after.has_value()) return BrokenLog(stream, head.seq, "there is a head but no entry");
  return more ? Follows(stream, *after, 0, "") : absl::OkStatus();
}

}  // namespace

absl::Status WalkLogs(Snapshot& snapshot, const LogVisitor& visitor) { return Walk(snapshot, visitor).Run(); }

absl::Status VerifyNewest(Snapshot& snapshot, absl::Time since, size_t limit) {
  absl::Status bad;
  RETURN_IF_ERROR(VisitLogHeads(snapshot, "", [&](const LogStream& stream, const LogHeadView& head) {
    bad = VerifyBackwards(snapshot, stream, head, since, limit);
    return bad.ok();
  }));
  return bad;
}

}  // namespace blangko::storage
