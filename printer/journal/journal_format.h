// The bytes of a station journal: encoding one record, and reading a whole segment back with its damage told apart.
//
// A record, little-endian:
//    0  u32  length of the payload
//    4  u64  size of the segment that was known durable when this record was written
//   12  u32  CRC-32C of bytes 0 to 11
//   16  u32  CRC-32C of bytes 20 to the end
//   20  32   chain hash: Digest(chain of the record before, in its segment or the one before, payload)
//   52       payload, a serialised station.v1.Entry
//
// Damage: bytes that were never known durable and are cut off or (from a sector on) zero are a torn tail, the
//         normal trace of a power cut; everything else that does not check is DATA_LOSS, and nothing is dropped
//         silently.
// Threads: pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "blangko/station/v1/journal.pb.h"

namespace blangko::printer {

using Entry = station::v1::Entry;

inline constexpr size_t kRecordHeaderBytes = 52;

struct JournalRecord {
  std::string bytes;
  std::string chain;  // of this record, for the next
};
JournalRecord EncodeRecord(const Entry& entry, std::string_view chain_before, uint64_t durable_size);

// Where a segment begins: what the entry before it had.
struct JournalPlace {
  uint64_t seq = 0;
  std::string chain;
};

struct SegmentContents {
  JournalPlace before;  // of the first entry: by the checkpoint itself, else the beginning of a journal
  std::vector<Entry> entries;
  std::vector<std::string> chains;  // after each entry
  uint64_t first_size = 0;          // bytes of the first entry
  uint64_t good_size = 0;           // bytes that the entries take
  uint64_t torn_size = 0;           // bytes after them, never durable, to be cut off

  JournalPlace end() const {
    return entries.empty() ? before : JournalPlace{entries.back().seq(), chains.back()};
  }
};
absl::StatusOr<SegmentContents> DecodeSegment(std::string_view bytes);

}  // namespace blangko::printer
