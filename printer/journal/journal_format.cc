#include "printer/journal/journal_format.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "base/crc32c.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "printer/journal/bytes.h"

namespace blangko::printer {
namespace {

constexpr size_t kGuardedBytes = 12;  // what the first checksum covers
constexpr size_t kSecondCrcAt = 16;
constexpr size_t kChainAt = 20;
constexpr size_t kChainBytes = 32;
constexpr uint32_t kPayloadBytesMax = 1 << 26;  // a checkpoint after weeks without a server
constexpr size_t kSectorBytes = 512;            // a disk writes at least this much whole or not at all
constexpr size_t kZeroBytesMin = 8;             // shorter runs of zeros occur in good records

struct RecordHeader {
  uint32_t length;
  uint64_t durable_size;
  uint32_t body_crc;
};

// The header at the start of `bytes`, or nothing when there is no good one.
std::optional<RecordHeader> ReadHeader(std::string_view bytes) {
  if (bytes.size() < kRecordHeaderBytes) return std::nullopt;
  if (Crc32c(bytes.substr(0, kGuardedBytes)) != ReadLittleEndian<uint32_t>(bytes.substr(kGuardedBytes))) {
    return std::nullopt;
  }
  return RecordHeader{ReadLittleEndian<uint32_t>(bytes), ReadLittleEndian<uint64_t>(bytes.substr(4)),
                      ReadLittleEndian<uint32_t>(bytes.substr(kSecondCrcAt))};
}

bool IsCut(std::string_view bytes, const RecordHeader& header) {
  return header.length <= kPayloadBytesMax && bytes.size() < kRecordHeaderBytes + header.length;
}

bool BodyIsGood(std::string_view bytes, const RecordHeader& header) {
  if (header.length > kPayloadBytesMax || IsCut(bytes, header)) return false;
  return Crc32c(bytes.substr(kChainAt, kChainBytes + header.length)) == header.body_crc;
}

// True when a whole record after `offset` was written at a time when the bytes at `offset` were durable already.
bool WasDurable(std::string_view file, size_t offset) {
  for (size_t at = offset + 1; at + kRecordHeaderBytes <= file.size(); ++at) {
    const auto header = ReadHeader(file.substr(at));
    if (header.has_value() && header->durable_size > offset && BodyIsGood(file.substr(at), *header))
      return true;
  }
  return false;
}

// True when some sector's part of [offset, end of file) is nothing but zeros: it was allocated but never written.
bool HasUnwrittenSector(std::string_view file, size_t offset) {
  while (offset < file.size()) {
    const size_t end = std::min(file.size(), (offset / kSectorBytes + 1) * kSectorBytes);
    const std::string_view part = file.substr(offset, end - offset);
    if (part.size() >= kZeroBytesMin && part.find_first_not_of('\0') == std::string_view::npos) return true;
    offset = end;
  }
  return false;
}

// Whether the bytes from `offset` on, which are no good record, are what an interrupted write leaves.
bool IsTornTail(std::string_view file, size_t offset) {
  if (WasDurable(file, offset)) return false;
  const std::string_view rest = file.substr(offset);
  if (rest.size() < kRecordHeaderBytes) return true;
  const auto header = ReadHeader(rest);
  return (header.has_value() && IsCut(rest, *header)) || HasUnwrittenSector(file, offset);
}

absl::Status Damaged(size_t offset, std::string_view what) {
  return absl::DataLossError(absl::StrCat("damaged at byte ", offset, ": ", ToAbsl(what)));
}

// What the first entry of a segment says of the one before it; nothing when it cannot be the first of any.
std::optional<JournalPlace> PlaceBefore(const Entry& first) {
  if (first.has_header() && first.seq() == 1) return JournalPlace();
  if (!first.has_checkpoint() || first.seq() < 2) return std::nullopt;
  return JournalPlace{first.seq() - 1, first.checkpoint().chain_before()};
}

absl::Status Accept(std::string_view record, SegmentContents& contents) {
  const size_t offset = contents.good_size;
  const std::string_view payload = record.substr(kRecordHeaderBytes);
  Entry entry;
  if (!entry.ParseFromArray(payload.data(), static_cast<int>(payload.size())))
    return Damaged(offset, "no entry");
  if (contents.entries.empty()) {
    const std::optional<JournalPlace> before = PlaceBefore(entry);
    if (!before.has_value()) return Damaged(offset, "neither header nor checkpoint at the start");
    contents.before = *before;
  }
  const JournalPlace last = contents.end();
  const std::string chain = Digest({last.chain, payload});
  if (record.substr(kChainAt, kChainBytes) != chain) return Damaged(offset, "the chain hash does not follow");
  if (entry.seq() != last.seq + 1) return Damaged(offset, "the entry is not the next one");
  contents.entries.push_back(std::move(entry));
  contents.chains.push_back(chain);
  if (contents.good_size == 0) contents.first_size = record.size();
  contents.good_size += record.size();
  return absl::OkStatus();
}

}  // namespace

JournalRecord EncodeRecord(const Entry& entry, std::string_view chain_before, uint64_t durable_size) {
  const std::string payload = entry.SerializeAsString();
  const std::string guarded =
      LittleEndian(static_cast<uint32_t>(payload.size())) + LittleEndian(durable_size);
  const std::string chain = Digest({chain_before, payload});
  const std::string body = chain + payload;
  return {guarded + LittleEndian(Crc32c(guarded)) + LittleEndian(Crc32c(body)) + body, chain};
}

absl::StatusOr<SegmentContents> DecodeSegment(std::string_view bytes) {
  SegmentContents contents;
  while (contents.good_size < bytes.size()) {
    const size_t offset = contents.good_size;
    const std::string_view rest = bytes.substr(offset);
    const auto header = ReadHeader(rest);
    if (!header.has_value() || !BodyIsGood(rest, *header)) {
      if (!IsTornTail(bytes, offset)) return Damaged(offset, "a checksum does not fit");
      contents.torn_size = bytes.size() - offset;
      return contents;
    }
    RETURN_IF_ERROR(Accept(rest.substr(0, kRecordHeaderBytes + header->length), contents));
  }
  return contents;
}

}  // namespace blangko::printer
