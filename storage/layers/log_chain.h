// The bytes and the chain of the ledger log's rows, for the layer that writes them (ledger_log.h) and the one that checks
// them (log_check.h).
//
// Failure: DATA_LOSS for bytes that are no row, and for an entry that does not fit; the message names it. Threads: pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/rows/v1/storage.pb.h"
#include "storage/key_codec.h"
#include "storage/layers/ledger_log.h"

namespace blangko::storage {

KeyWriter LogStreamPrefix(const LogStream& stream);
std::string LogEntryKey(const LogStream& stream, LogPosition at);

// Numbers go into the hash as they go into keys.
std::string LogChainHash(std::string_view before, const LogStream& stream, LogPosition at,
                         std::string_view entry);

absl::StatusOr<LogRecord> ParseLogRow(std::string_view key, std::string_view value);
LogHeadView ViewOfHead(const rows::v1::LogHead& head);

// DATA_LOSS that names the entry.
absl::Status BrokenLog(const LogStream& stream, uint64_t seq, std::string_view what);

// Follows the chain of one stream, entry by entry from the first.
class LogChain {
 public:
  explicit LogChain(LogStream stream) : stream_(std::move(stream)) {}

  const LogStream& stream() const { return stream_; }

  // Goes on from this entry, whether it fits or not.
  absl::Status Take(const LogRecord& record);
  absl::Status Finish(const LogHeadView& head) const;

 private:
  const LogStream stream_;
  LogHeadView newest_;
};

}  // namespace blangko::storage
