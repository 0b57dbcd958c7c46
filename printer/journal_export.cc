#include "printer/journal_export.h"

#include <google/protobuf/util/json_util.h>

#include <array>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "blangko/scheduler/v1/scheduler.pb.h"

namespace blangko::printer {
namespace {

using google::protobuf::Message;
using station::v1::ExportEnd;
using station::v1::ExportHeader;
using station::v1::ExportLine;

constexpr char kFormat[] = "blangko-station-journal/1";
constexpr char kSigned[] =
    "blangko station journal export 1\n";  // before the digest, so that no call's proof fits

constexpr std::array<const char*, 5> kAbout = {
    "One JSON object a line: this header, the entries in order, the end.",
    "payload is the entry as the journal has it, a serialised blangko.station.v1.Entry; the rest of its line repeats "
    "it in words.",
    "chain = BLAKE2b-256 over two parts, the chain of the line before and the payload, each after its length as 8 "
    "bytes, the highest first; before the first line it is chain_before.",
    "digest = BLAKE2b-256 of every byte before the last line; signature = Ed25519 by public_key over the text "
    "'blangko station journal export 1', a line feed and the 32 bytes of the digest.",
    "blangko-station journal verify FILE checks all of it. Compare public_key with the one that the server has pinned.",
};

std::string JsonLine(const Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string line;
  static_cast<void>(google::protobuf::util::MessageToJsonString(message, &line, options));
  return line + "\n";
}

bool ParseLine(std::string_view line, Message& message) {
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;  // of a newer program; the payload has them
  return google::protobuf::util::JsonStringToMessage(google::protobuf::StringPiece(line.data(), line.size()),
                                                     &message, options)
      .ok();
}

void SetTime(absl::Time time, google::protobuf::Timestamp& field) {
  const int64_t micros = absl::ToUnixMicros(time);
  field.set_seconds(micros / 1'000'000);
  field.set_nanos(static_cast<int32_t>(micros % 1'000'000) * 1000);
}

// "PRINTED" for OUTCOME_PRINTED.
std::string WordOf(const std::string& name, std::string_view prefix) {
  return std::string(absl::StripPrefix(name, ToAbsl(prefix)));
}

ExportLine LineOf(const Entry& entry, std::string_view payload, std::string_view chain) {
  ExportLine line;
  SetTime(absl::FromUnixMicros(entry.time_micros()), *line.mutable_time());
  if (entry.has_card_outcome()) {
    const auto outcome = static_cast<scheduler::v1::Outcome>(entry.card_outcome().outcome());
    const auto evidence = static_cast<scheduler::v1::Evidence>(entry.card_outcome().evidence());
    line.set_outcome(WordOf(scheduler::v1::Outcome_Name(outcome), "OUTCOME_"));
    line.set_evidence(WordOf(scheduler::v1::Evidence_Name(evidence), "EVIDENCE_"));
  }
  *line.mutable_entry() = entry;
  line.mutable_entry()->DiscardUnknownFields();
  line.set_payload(absl::Base64Escape(ToAbsl(payload)));
  line.set_chain(ToHex(chain));
  return line;
}

std::string LinesOf(const SegmentContents& contents) {
  std::string lines;
  for (size_t i = 0; i < contents.entries.size(); ++i) {
    const Entry& entry = contents.entries[i];
    lines += JsonLine(LineOf(entry, entry.SerializeAsString(), contents.chains[i]));
  }
  return lines;
}

ExportHeader HeaderOf(const JournalHistory& history, const SigningKey& key, absl::Time now) {
  const JournalPlace& before = history.past.empty() ? history.newest.before : history.past[0].contents.before;
  ExportHeader header;
  header.set_format(kFormat);
  header.mutable_about()->Assign(kAbout.begin(), kAbout.end());
  header.set_station_id(history.owner.station_id());
  header.set_epoch(history.owner.epoch());
  header.set_first_seq(before.seq + 1);
  header.set_last_seq(history.newest.end().seq);
  header.set_chain_before(ToHex(before.chain));
  header.set_chain(ToHex(history.newest.end().chain));
  header.set_public_key(ToHex(key.public_key));
  SetTime(now, *header.mutable_export_time());
  return header;
}

// ---- reading --------------------------------------------------------------------------------------------------------

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

// One entry after another, under the rules of a journal.
class EntryReader {
 public:
  explicit EntryReader(const ExportHeader& header)
      : header_(header),
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
    if (const absl::Status legal = state_.Check(entry); !legal.ok())
      return BadLine(number, ToStd(legal.message()));
    state_.Apply(entry);
    return absl::OkStatus();
  }

  bool IsComplete() const { return next_seq_ == header_.last_seq() + 1 && ToHex(chain_) == header_.chain(); }
  const JournalState& state() const { return state_; }

 private:
  bool IsOwn(const Entry& entry) const {
    if (!entry.has_header() && !entry.has_checkpoint()) return true;
    const station::v1::Header& owner = entry.has_header() ? entry.header() : entry.checkpoint().owner();
    return owner.station_id() == header_.station_id() && owner.epoch() == header_.epoch();
  }

  const ExportHeader& header_;
  uint64_t next_seq_;
  std::string chain_;
  JournalState state_;
};

absl::Status CheckEnd(const ExportHeader& header, const ExportEnd& end, std::string_view before,
                      size_t number) {
  const std::string digest = PlainDigest(before);
  if (ToHex(digest) != end.digest()) return BadLine(number, "the digest is not that of the lines before it");
  const std::string key = absl::HexStringToBytes(header.public_key());
  const std::string signature = absl::HexStringToBytes(end.signature());
  if (VerifySignature(key, kSigned + digest, signature)) return absl::OkStatus();
  return BadLine(number, "the signature is not the station's");
}

}  // namespace

std::string ExportText(const JournalHistory& history, const SigningKey& key, absl::Time now) {
  std::string text = JsonLine(HeaderOf(history, key, now));
  for (const PastSegment& past : history.past) text += LinesOf(past.contents);
  text += LinesOf(history.newest);
  const std::string digest = PlainDigest(text);
  ExportEnd end;
  end.set_digest(ToHex(digest));
  end.set_signature(ToHex(Sign(key, kSigned + digest)));
  return text + JsonLine(end);
}

absl::StatusOr<JournalExport> ReadExport(std::string_view text) {
  JournalExport result;
  Lines lines(text);
  if (!ParseLine(lines.Next(), result.header) || result.header.format() != kFormat) {
    return BadLine(1, "it is no exported journal of this format");
  }
  EntryReader entries(result.header);
  for (uint64_t seq = result.header.first_seq(); seq <= result.header.last_seq(); ++seq) {
    ExportLine line;
    if (lines.at_end()) return BadLine(lines.number() + 1, "the file ends here; it was cut off");
    if (!ParseLine(lines.Next(), line) || !line.has_entry()) return BadLine(lines.number(), "it is no entry");
    RETURN_IF_ERROR(entries.Take(line, lines.number()));
  }
  if (!entries.IsComplete()) return BadLine(lines.number(), "the header names another last entry");
  ExportEnd end;
  if (lines.at_end()) return BadLine(lines.number() + 1, "the file ends here, without a signature");
  if (!ParseLine(lines.Next(), end)) return BadLine(lines.number(), "it is no signature");
  RETURN_IF_ERROR(CheckEnd(result.header, end, text.substr(0, lines.offset()), lines.number()));
  if (!lines.at_end()) return BadLine(lines.number() + 1, "it comes after the signature");
  result.state = entries.state();
  return result;
}

}  // namespace blangko::printer
