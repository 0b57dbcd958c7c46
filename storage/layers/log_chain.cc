#include "storage/layers/log_chain.h"

#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "base/text.h"

namespace blangko::storage {
namespace {

constexpr size_t kHashBytes = 32;

}  // namespace

KeyWriter LogStreamPrefix(const LogStream& stream) {
  KeyWriter key(Table::kLog);
  key.Text(stream.office).Text(stream.lot);
  return key;
}

std::string LogEntryKey(const LogStream& stream, LogPosition at) {
  return LogStreamPrefix(stream).Time(at.time).U64(at.seq).Take();
}

std::string LogChainHash(std::string_view before, const LogStream& stream, LogPosition at,
                         std::string_view entry) {
  return Digest({before, LogEntryKey(stream, at), entry});
}

absl::StatusOr<LogRecord> ParseLogRow(std::string_view key, std::string_view value) {
  if (value.size() < kHashBytes) return absl::DataLossError("log: the row is too short");
  KeyReader reader(key);
  LogRecord record;
  ASSIGN_OR_RETURN(record.stream.office, reader.Text());
  ASSIGN_OR_RETURN(record.stream.lot, reader.Text());
  ASSIGN_OR_RETURN(record.time, reader.Time());
  ASSIGN_OR_RETURN(record.seq, reader.U64());
  record.hash = std::string(value.substr(0, kHashBytes));
  record.entry = std::string(value.substr(kHashBytes));
  return record;
}

LogHeadView ViewOfHead(const rows::v1::LogHead& head) {
  LogHeadView view;
  view.seq = head.seq();
  view.hash = head.hash();
  if (head.seq() > 0) view.time = absl::FromUnixMicros(head.time_micros());
  view.state = head.state();
  return view;
}

absl::Status BrokenLog(const LogStream& stream, uint64_t seq, std::string_view what) {
  return absl::DataLossError(absl::StrCat("log of office \"", stream.office, "\", lot \"", stream.lot,
                                          "\": entry ", seq, ": ", ToAbsl(what)));
}

absl::Status LogChain::Take(const LogRecord& record) {
  absl::Status status;
  if (record.seq != newest_.seq + 1) {
    status = BrokenLog(stream_, newest_.seq + 1, "missing or out of order");
  } else if (record.hash != LogChainHash(newest_.hash, stream_, {record.seq, record.time}, record.entry)) {
    status = BrokenLog(stream_, record.seq, "the hash does not fit");
  }
  newest_.seq = record.seq;
  newest_.hash = record.hash;
  newest_.time = record.time;
  return status;
}

absl::Status LogChain::Finish(const LogHeadView& head) const {
  if (head.seq == newest_.seq && head.hash == newest_.hash && head.time == newest_.time)
    return absl::OkStatus();
  return BrokenLog(stream_, head.seq, "the head does not fit the newest entry");
}

}  // namespace blangko::storage
