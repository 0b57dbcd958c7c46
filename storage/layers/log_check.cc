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

// Backwards: each entry fits the one before it, and the newest fits the head.
absl::Status VerifyBackwards(Snapshot& snapshot, const LogStream& stream, const LogHeadView& head,
                             absl::Time since, size_t limit) {
  std::optional<LogRecord> after;
  absl::Status bad;
  const auto take = [&](const LogRecord& record) {
    if (!after.has_value() &&
        (record.seq != head.seq || record.hash != head.hash || record.time != head.time)) {
      bad = BrokenLog(stream, head.seq, "the head does not fit the newest entry");
    } else if (after.has_value() && record.seq + 1 != after->seq) {
      bad = BrokenLog(stream, after->seq - 1, "missing or out of order");
    } else if (after.has_value() &&
               after->hash != LogChainHash(record.hash, stream, {after->seq, after->time}, after->entry)) {
      bad = BrokenLog(stream, after->seq, "the hash does not fit");
    }
    after = record;
    return bad.ok() && record.time >= since && --limit > 0;
  };
  RETURN_IF_ERROR(VisitLog(snapshot, stream, std::nullopt, ScanOrder::kReverse, take));
  RETURN_IF_ERROR(bad);
  if (!after.has_value()) return BrokenLog(stream, head.seq, "there is a head but no entry");
  const bool ran_out = after->time >= since && limit > 0;  // of entries
  return ran_out && after->seq > 1 ? BrokenLog(stream, after->seq - 1, "missing or out of order")
                                   : absl::OkStatus();
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
