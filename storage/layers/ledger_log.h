// Ledger log: append-only, hash-chained streams, one per (office, lot); lot "" holds what moves no blank.
//
// hash(n) = Digest(hash(n-1), row key, entry bytes), 32 bytes; hash(0) is empty. The row key holds office, lot, time
// and seq (keyspace.h).
// Row value: 32 bytes of hash, then the entry bytes. The head row repeats seq, hash and time and carries the owner's
// state after the newest entry (stock keeps its balances there and also inside each entry), so that an append costs
// two rows, and the state at any past moment is one seek: the newest entry with time <= moment.
// Time never goes back in a stream: an entry gets max(now, time of the head).
//
// Failure: DATA_LOSS when a hash or a sequence does not fit. Threads: borrows one Txn.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "storage/txn.h"

namespace blangko::storage {

struct LogStream {
  std::string office;
  std::string lot;  // "" = the office's stream without a lot
};

struct LogHeadView {
  uint64_t seq = 0;
  std::string hash;
  absl::Time time = absl::InfinitePast();
  std::string state;
};

struct LogRecord {
  LogStream stream;
  uint64_t seq = 0;
  absl::Time time;
  std::string hash;
  std::string entry;
};

// Where an entry is: enough to read it again.
struct LogPosition {
  uint64_t seq = 0;
  absl::Time time;
};

absl::StatusOr<LogHeadView> ReadLogHead(Snapshot& snapshot, const LogStream& stream);

// Appends `entry` and stores `state` with the head. The time of the entry is given back in the position.
absl::StatusOr<LogPosition> AppendLog(Txn& txn, const LogStream& stream, absl::Time now,
                                      std::string_view entry, std::string_view state);

// The same for a caller that has just read the head in this transaction: one row read fewer.
LogPosition AppendLogAfter(Txn& txn, const LogStream& stream, const LogHeadView& head, absl::Time now,
                           std::string_view entry, std::string_view state);

absl::StatusOr<std::optional<LogRecord>> ReadLog(Snapshot& snapshot, const LogStream& stream, LogPosition at);

// The newest entry with time <= moment; one seek.
absl::StatusOr<std::optional<LogRecord>> ReadLogAt(Snapshot& snapshot, const LogStream& stream,
                                                   absl::Time moment);

// Visits entries newest first (kReverse) or oldest first, starting after/before `from` if given, until false.
absl::Status VisitLog(Snapshot& snapshot, const LogStream& stream, std::optional<LogPosition> after,
                      ScanOrder order, absl::FunctionRef<bool(const LogRecord&)> visit);

// Visits the heads of all streams of `office` (its lots), or of all offices when `office` is empty.
absl::Status VisitLogHeads(Snapshot& snapshot, std::string_view office,
                           absl::FunctionRef<bool(const LogStream&, const LogHeadView&)> visit);
// The same of every office whose code begins with these bytes: "14.05" also shows 14.05.02 and 14.051; "" = all.
absl::Status VisitHeadsFrom(Snapshot& snapshot, std::string_view code_prefix,
                            absl::FunctionRef<bool(const LogStream&, const LogHeadView&)> visit);

// Recomputes the chain of one stream and compares it with the head; DATA_LOSS names the first bad entry.
absl::Status VerifyLog(Snapshot& snapshot, const LogStream& stream);

}  // namespace blangko::storage
