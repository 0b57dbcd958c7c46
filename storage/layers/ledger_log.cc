#include "storage/layers/ledger_log.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "blangko/rows/v1/storage.pb.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::storage {
namespace {

using rows::v1::LogHead;

constexpr size_t kHashBytes = 32;

KeyWriter StreamPrefix(const LogStream& stream) {
  KeyWriter key(Table::kLog);
  key.Text(stream.office).Text(stream.lot);
  return key;
}

std::string EntryKey(const LogStream& stream, LogPosition at) {
  return StreamPrefix(stream).Time(at.time).U64(at.seq).Take();
}

std::string HeadKey(const LogStream& stream) {
  return KeyWriter(Table::kLogHead).Text(stream.office).Text(stream.lot).Take();
}

// Numbers go into the hash as they go into keys.
std::string ChainHash(std::string_view before, const LogStream& stream, LogPosition at,
                      std::string_view entry) {
  return Digest({before, EntryKey(stream, at), entry});
}

// Whole microseconds, never before the newest entry.
absl::Time EntryTime(absl::Time now, absl::Time newest) {
  return std::max(absl::FromUnixMicros(absl::ToUnixMicros(now)), newest);
}

absl::StatusOr<LogRecord> ParseRow(const LogStream& stream, std::string_view key, std::string_view value) {
  if (value.size() < kHashBytes) return absl::DataLossError("log: the row is too short");
  KeyReader reader(key);
  RETURN_IF_ERROR(reader.Text().status());
  RETURN_IF_ERROR(reader.Text().status());
  ASSIGN_OR_RETURN(const absl::Time time, reader.Time());
  ASSIGN_OR_RETURN(const uint64_t seq, reader.U64());
  return LogRecord{stream, seq, time, std::string(value.substr(0, kHashBytes)),
                   std::string(value.substr(kHashBytes))};
}

LogHeadView ToView(const LogHead& head) {
  LogHeadView view;
  view.seq = head.seq();
  view.hash = head.hash();
  if (head.seq() > 0) view.time = absl::FromUnixMicros(head.time_micros());
  view.state = head.state();
  return view;
}

absl::Status Broken(const LogStream& stream, uint64_t seq, std::string_view what) {
  return absl::DataLossError(absl::StrCat("log of office \"", stream.office, "\", lot \"", stream.lot,
                                          "\": entry ", seq, ": ", ToAbsl(what)));
}

// Scans one range of one stream.
absl::Status VisitRange(Snapshot& snapshot, const LogStream& stream, const KeyRange& range, ScanOrder order,
                        absl::FunctionRef<bool(const LogRecord&)> visit) {
  absl::Status bad;
  RETURN_IF_ERROR(snapshot.Scan(range, order, [&](std::string_view key, std::string_view value) {
    const absl::StatusOr<LogRecord> record = ParseRow(stream, key, value);
    if (!record.ok()) bad = record.status();
    return record.ok() && visit(*record);
  }));
  return bad;
}

// Follows a chain entry by entry.
class ChainCheck {
 public:
  explicit ChainCheck(const LogStream& stream) : stream_(stream) {}

  // False at the first entry that does not fit.
  bool Take(const LogRecord& record) {
    if (record.seq != newest_.seq + 1) {
      status_ = Broken(stream_, newest_.seq + 1, "missing or out of order");
    } else if (record.hash != ChainHash(newest_.hash, stream_, {record.seq, record.time}, record.entry)) {
      status_ = Broken(stream_, record.seq, "the hash does not fit");
    }
    newest_.seq = record.seq;
    newest_.hash = record.hash;
    newest_.time = record.time;
    return status_.ok();
  }

  absl::Status Finish(const LogHeadView& head) const {
    RETURN_IF_ERROR(status_);
    if (head.seq == newest_.seq && head.hash == newest_.hash && head.time == newest_.time)
      return absl::OkStatus();
    return Broken(stream_, head.seq, "the head does not fit the newest entry");
  }

 private:
  const LogStream& stream_;
  LogHeadView newest_;
  absl::Status status_;
};

}  // namespace

absl::StatusOr<LogHeadView> ReadLogHead(Snapshot& snapshot, const LogStream& stream) {
  ASSIGN_OR_RETURN(const std::optional<LogHead> head, GetRow<LogHead>(snapshot, HeadKey(stream)));
  return head.has_value() ? ToView(*head) : LogHeadView();
}

LogPosition AppendLogAfter(Txn& txn, const LogStream& stream, const LogHeadView& before, absl::Time now,
                           std::string_view entry, std::string_view state) {
  const LogPosition at{before.seq + 1, EntryTime(now, before.time)};
  const std::string hash = ChainHash(before.hash, stream, at, entry);
  txn.Put(EntryKey(stream, at), absl::StrCat(hash, ToAbsl(entry)));
  LogHead head;
  head.set_seq(at.seq);
  head.set_hash(hash);
  head.set_time_micros(absl::ToUnixMicros(at.time));
  head.set_state(std::string(state));
  PutRow(txn, HeadKey(stream), head);
  return at;
}

absl::StatusOr<LogPosition> AppendLog(Txn& txn, const LogStream& stream, absl::Time now,
                                      std::string_view entry, std::string_view state) {
  ASSIGN_OR_RETURN(const LogHeadView head, ReadLogHead(txn, stream));
  return AppendLogAfter(txn, stream, head, now, entry, state);
}

absl::StatusOr<std::optional<LogRecord>> ReadLog(Snapshot& snapshot, const LogStream& stream,
                                                 LogPosition at) {
  const std::string key = EntryKey(stream, at);
  ASSIGN_OR_RETURN(const std::optional<std::string> value, snapshot.Get(key));
  if (!value.has_value()) return std::optional<LogRecord>();
  ASSIGN_OR_RETURN(LogRecord record, ParseRow(stream, key, *value));
  return std::optional<LogRecord>(std::move(record));
}

absl::StatusOr<std::optional<LogRecord>> ReadLogAt(Snapshot& snapshot, const LogStream& stream,
                                                   absl::Time moment) {
  const KeyRange up_to{StreamPrefix(stream).Take(), StreamPrefix(stream).Time(moment).Range().end};
  std::optional<LogRecord> newest;
  RETURN_IF_ERROR(VisitRange(snapshot, stream, up_to, ScanOrder::kReverse, [&](const LogRecord& record) {
    newest = record;
    return false;
  }));
  return newest;
}

absl::Status VisitLog(Snapshot& snapshot, const LogStream& stream, std::optional<LogPosition> after,
                      ScanOrder order, absl::FunctionRef<bool(const LogRecord&)> visit) {
  KeyRange range = StreamPrefix(stream).Range();
  if (after.has_value() && order == ScanOrder::kForward) range.begin = EntryKey(stream, *after) + '\0';
  if (after.has_value() && order == ScanOrder::kReverse) range.end = EntryKey(stream, *after);
  return VisitRange(snapshot, stream, range, order, visit);
}

absl::Status VisitLogHeads(Snapshot& snapshot, std::string_view office,
                           absl::FunctionRef<bool(const LogStream&, const LogHeadView&)> visit) {
  KeyWriter prefix(Table::kLogHead);
  if (!office.empty()) prefix.Text(office);
  absl::Status bad;
  const auto show = [&](std::string_view key, std::string_view value) -> absl::StatusOr<bool> {
    KeyReader reader(key);
    LogStream stream;
    ASSIGN_OR_RETURN(stream.office, reader.Text());
    ASSIGN_OR_RETURN(stream.lot, reader.Text());
    ASSIGN_OR_RETURN(const LogHead head, DecodeRow<LogHead>(value));
    return visit(stream, ToView(head));
  };
  RETURN_IF_ERROR(
      snapshot.Scan(prefix.Range(), ScanOrder::kForward, [&](std::string_view key, std::string_view value) {
        const absl::StatusOr<bool> more = show(key, value);
        if (!more.ok()) bad = more.status();
        return more.ok() && *more;
      }));
  return bad;
}

absl::Status VerifyLog(Snapshot& snapshot, const LogStream& stream) {
  ChainCheck check(stream);
  RETURN_IF_ERROR(VisitLog(snapshot, stream, std::nullopt, ScanOrder::kForward,
                           [&](const LogRecord& record) { return check.Take(record); }));
  ASSIGN_OR_RETURN(const LogHeadView head, ReadLogHead(snapshot, stream));
  return check.Finish(head);
}

}  // namespace blangko::storage
