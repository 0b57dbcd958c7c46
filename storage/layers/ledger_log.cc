#include "storage/layers/ledger_log.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "blangko/rows/v1/storage.pb.h"
#include "storage/key_codec.h"
#include "storage/layers/log_chain.h"
#include "storage/row_codec.h"

namespace blangko::storage {
namespace {

using rows::v1::LogHead;

std::string HeadKey(const LogStream& stream) {
  return KeyWriter(Table::kLogHead).Text(stream.office).Text(stream.lot).Take();
}

// Whole microseconds, never before the newest entry.
absl::Time EntryTime(absl::Time now, absl::Time newest) {
  return std::max(absl::FromUnixMicros(absl::ToUnixMicros(now)), newest);
}

// Scans one range of one stream.
absl::Status VisitRange(Snapshot& snapshot, const KeyRange& range, ScanOrder order,
                        absl::FunctionRef<bool(const LogRecord&)> visit) {
  absl::Status bad;
  RETURN_IF_ERROR(snapshot.Scan(range, order, [&](std::string_view key, std::string_view value) {
    const absl::StatusOr<LogRecord> record = ParseLogRow(key, value);
    if (!record.ok()) bad = record.status();
    return record.ok() && visit(*record);
  }));
  return bad;
}

using HeadVisitor = absl::FunctionRef<bool(const LogStream&, const LogHeadView&)>;

// Bytes that close a text in a key (key_codec.h).
constexpr size_t kTextEnd = 2;

absl::Status VisitHeads(Snapshot& snapshot, const KeyRange& range, HeadVisitor visit) {
  absl::Status bad;
  const auto show = [&](std::string_view key, std::string_view value) -> absl::StatusOr<bool> {
    KeyReader reader(key);
    LogStream stream;
    ASSIGN_OR_RETURN(stream.office, reader.Text());
    ASSIGN_OR_RETURN(stream.lot, reader.Text());
    ASSIGN_OR_RETURN(const LogHead head, DecodeRow<LogHead>(value));
    return visit(stream, ViewOfHead(head));
  };
  RETURN_IF_ERROR(
      snapshot.Scan(range, ScanOrder::kForward, [&](std::string_view key, std::string_view value) {
        const absl::StatusOr<bool> more = show(key, value);
        if (!more.ok()) bad = more.status();
        return more.ok() && *more;
      }));
  return bad;
}

}  // namespace

absl::StatusOr<LogHeadView> ReadLogHead(Snapshot& snapshot, const LogStream& stream) {
  ASSIGN_OR_RETURN(const std::optional<LogHead> head, GetRow<LogHead>(snapshot, HeadKey(stream)));
  return head.has_value() ? ViewOfHead(*head) : LogHeadView();
}

LogPosition AppendLogAfter(Txn& txn, const LogStream& stream, const LogHeadView& before, absl::Time now,
                           std::string_view entry, std::string_view state) {
  const LogPosition at{before.seq + 1, EntryTime(now, before.time)};
  const std::string hash = LogChainHash(before.hash, stream, at, entry);
  txn.Put(LogEntryKey(stream, at), absl::StrCat(hash, ToAbsl(entry)));
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
  const std::string key = LogEntryKey(stream, at);
  ASSIGN_OR_RETURN(const std::optional<std::string> value, snapshot.Get(key));
  if (!value.has_value()) return std::optional<LogRecord>();
  ASSIGN_OR_RETURN(LogRecord record, ParseLogRow(key, *value));
  return std::optional<LogRecord>(std::move(record));
}

absl::StatusOr<std::optional<LogRecord>> ReadLogAt(Snapshot& snapshot, const LogStream& stream,
                                                   absl::Time moment) {
  const KeyRange up_to{LogStreamPrefix(stream).Take(), LogStreamPrefix(stream).Time(moment).Range().end};
  std::optional<LogRecord> newest;
  RETURN_IF_ERROR(VisitRange(snapshot, up_to, ScanOrder::kReverse, [&](const LogRecord& record) {
    newest = record;
    return false;
  }));
  return newest;
}

absl::Status VisitLog(Snapshot& snapshot, const LogStream& stream, std::optional<LogPosition> after,
                      ScanOrder order, absl::FunctionRef<bool(const LogRecord&)> visit) {
  KeyRange range = LogStreamPrefix(stream).Range();
  if (after.has_value() && order == ScanOrder::kForward) range.begin = LogEntryKey(stream, *after) + '\0';
  if (after.has_value() && order == ScanOrder::kReverse) range.end = LogEntryKey(stream, *after);
  return VisitRange(snapshot, range, order, visit);
}

absl::Status VisitLogHeads(Snapshot& snapshot, std::string_view office, HeadVisitor visit) {
  KeyWriter prefix(Table::kLogHead);
  if (!office.empty()) prefix.Text(office);
  return VisitHeads(snapshot, prefix.Range(), visit);
}

absl::Status VisitHeadsFrom(Snapshot& snapshot, std::string_view code_prefix, HeadVisitor visit) {
  if (code_prefix.empty()) return VisitLogHeads(snapshot, "", visit);
  std::string begun = KeyWriter(Table::kLogHead).Text(code_prefix).Take();
  begun.resize(begun.size() - kTextEnd);  // the text goes on
  return VisitHeads(snapshot, PrefixRange(begun), visit);
}

absl::Status VerifyLog(Snapshot& snapshot, const LogStream& stream) {
  LogChain chain(stream);
  absl::Status bad;
  RETURN_IF_ERROR(VisitLog(snapshot, stream, std::nullopt, ScanOrder::kForward, [&](const LogRecord& record) {
    bad = chain.Take(record);
    return bad.ok();
  }));
  RETURN_IF_ERROR(bad);
  ASSIGN_OR_RETURN(const LogHeadView head, ReadLogHead(snapshot, stream));
  return chain.Finish(head);
}

}  // namespace blangko::storage
