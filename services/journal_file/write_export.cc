#include "services/journal_file/write_export.h"

#include <utility>

#include "services/journal_file/export_lines.h"

namespace blangko::journal_file {

ExportWriter::ExportWriter(station::v1::ExportHeader header) : header_(std::move(header)) {}

void ExportWriter::Add(const station::v1::Entry& entry, std::string_view chain) {
  lines_ += JsonLine(LineOf(entry, entry.SerializeAsString(), chain));
}

std::string ExportWriter::Sign(const SigningKey& key) {
  header_.set_format(kFormat);
  SayHowToCheck(header_);
  header_.set_public_key(ToHex(key.public_key));
  const std::string text = JsonLine(header_) + lines_;
  const std::string digest = PlainDigest(text);
  station::v1::ExportEnd end;
  end.set_digest(ToHex(digest));
  end.set_signature(ToHex(blangko::Sign(key, SignedText(digest))));
  return text + JsonLine(end);
}

}  // namespace blangko::journal_file
