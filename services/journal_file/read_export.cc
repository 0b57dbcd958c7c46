#include "services/journal_file/read_export.h"

#include <algorithm>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/journal_file/export_lines.h"

namespace blangko::journal_file {
namespace {

using station::v1::Entry;
using station::v1::ExportEnd;
using station::v1::ExportHeader;
using station::v1::ExportLine;

absl::Status BadLine(size_t line, std::string_view what) {
  return absl::DataLossError(absl::StrCat("journal export: line ", line, ": ", ToAbsl(what)));
}

// Takes the lines of a text one by one, with their numbers.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}
  bool at_end() const { return rest_.empty(); }
  size_t number() const { return number_; }  // of the last one taken
  size_t offset() const { return offset_; }  // where that one begins
  std::string_view Next() {
    const size_t end = std::min(rest_.find('\n'), rest_.size());
    const std::string_view line = rest_.substr(0, end);
    offset_ += size_;
    size_ = std::min(end + 1, rest_.size());
    rest_.remove_prefix(size_);
    ++number_;
    return line;
  }

 private:
  std::string_view rest_;
  size_t number_ = 0;
  size_t offset_ = 0;
  size_t size_ = 0;
};

// One entry after another.
class EntryReader {
 public:
  EntryReader(const ExportHeader& header, TakeEntry take)
      : header_(header),
        take_(take),
        next_seq_(header.first_seq()),
        chain_(absl::HexStringToBytes(header.chain_before())) {}

  absl::Status Take(const ExportLine& line, size_t number) {
    std::string payload;
    Entry entry;
    if (!absl::Base64Unescape(line.payload(), &payload) || !entry.ParseFromString(payload)) {
      return BadLine(number, "the payload is no entry");
    }
    if (entry.seq() != next_seq_++) return BadLine(number, "the entry is not the next one");
    chain_ = Digest({chain_, payload});
    if (ToHex(chain_) != line.chain()) return BadLine(number, "the chain hash does not follow");
    if (LineOf(entry, payload, chain_).SerializeAsString() != line.SerializeAsString()) {
      return BadLine(number, "its words are not what the entry says");
    }
    if (!IsOwn(entry))
      return BadLine(number, "the entry is of another station or epoch than the header says");
    const absl::Status taken = take_(entry);
    return taken.ok() ? taken : BadLine(number, ToStd(taken.message()));
  }

  bool IsComplete() const { return next_seq_ == header_.last_seq() + 1 && ToHex(chain_) == header_.chain(); }

 private:
  bool IsOwn(const Entry& entry) const {
    if (!entry.has_header() && !entry.has_checkpoint()) return true;
    const station::v1::Header& owner = entry.has_header() ? entry.header() : entry.checkpoint().owner();
    return owner.station_id() == header_.station_id() && owner.epoch() == header_.epoch();
  }

  const ExportHeader& header_;
  TakeEntry take_;
  uint64_t next_seq_;
  std::string chain_;
};

absl::Status CheckEnd(const ExportHeader& header, const ExportEnd& end, std::string_view before,
                      size_t number) {
  const std::string digest = PlainDigest(before);
  if (ToHex(digest) != end.digest()) return BadLine(number, "the digest is not that of the lines before it");
  const std::string key = absl::HexStringToBytes(header.public_key());
  const std::string signature = absl::HexStringToBytes(end.signature());
  if (VerifySignature(key, SignedText(digest), signature)) return absl::OkStatus();
  return BadLine(number, "the signature is not the station's");
}

}  // namespace

absl::StatusOr<ExportHeader> ReadExport(std::string_view text, TakeEntry take) {
  ExportHeader header;
  Lines lines(text);
  if (!ParseLine(lines.Next(), header) || header.format() != kFormat) {
    return BadLine(1, "it is no exported journal of this format");
  }
  EntryReader entries(header, take);
  for (uint64_t seq = header.first_seq(); seq <= header.last_seq(); ++seq) {
    ExportLine line;
    if (lines.at_end()) return BadLine(lines.number() + 1, "the file ends here; it was cut off");
    if (!ParseLine(lines.Next(), line) || !line.has_entry()) return BadLine(lines.number(), "it is no entry");
    RETURN_IF_ERROR(entries.Take(line, lines.number()));
  }
  if (!entries.IsComplete()) return BadLine(lines.number(), "the header names another last entry");
  ExportEnd end;
  if (lines.at_end()) return BadLine(lines.number() + 1, "the file ends here, without a signature");
  if (!ParseLine(lines.Next(), end)) return BadLine(lines.number(), "it is no signature");
  RETURN_IF_ERROR(CheckEnd(header, end, text.substr(0, lines.offset()), lines.number()));
  if (!lines.at_end()) return BadLine(lines.number() + 1, "it comes after the signature");
  return header;
}

}  // namespace blangko::journal_file
