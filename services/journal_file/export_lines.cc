#include "services/journal_file/export_lines.h"

#include <google/protobuf/util/json_util.h>

#include <array>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/hash.h"
#include "base/text.h"
#include "blangko/scheduler/v1/scheduler.pb.h"

namespace blangko::journal_file {
namespace {

using google::protobuf::Message;
using station::v1::Entry;
using station::v1::ExportHeader;
using station::v1::ExportLine;

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

// "PRINTED" for OUTCOME_PRINTED.
std::string WordOf(const std::string& name, std::string_view prefix) {
  return std::string(absl::StripPrefix(name, ToAbsl(prefix)));
}

}  // namespace

void SayHowToCheck(ExportHeader& header) { header.mutable_about()->Assign(kAbout.begin(), kAbout.end()); }

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

std::string SignedText(std::string_view digest) {
  return absl::StrCat("blangko station journal export 1\n", ToAbsl(digest));
}

}  // namespace blangko::journal_file
