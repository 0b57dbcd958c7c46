#include "printer/journal_export.h"

#include "base/status_macros.h"
#include "services/journal_file/export_lines.h"
#include "services/journal_file/read_export.h"

namespace blangko::printer {
namespace {

using journal_file::JsonLine;
using journal_file::LineOf;
using journal_file::SignedText;
using station::v1::ExportEnd;
using station::v1::ExportHeader;

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
  header.set_format(journal_file::kFormat);
  journal_file::SayHowToCheck(header);
  header.set_station_id(history.owner.station_id());
  header.set_epoch(history.owner.epoch());
  header.set_first_seq(before.seq + 1);
  header.set_last_seq(history.newest.end().seq);
  header.set_chain_before(ToHex(before.chain));
  header.set_chain(ToHex(history.newest.end().chain));
  header.set_public_key(ToHex(key.public_key));
  journal_file::SetTime(now, *header.mutable_export_time());
  return header;
}

}  // namespace

std::string ExportText(const JournalHistory& history, const SigningKey& key, absl::Time now) {
  std::string text = JsonLine(HeaderOf(history, key, now));
  for (const PastSegment& past : history.past) text += LinesOf(past.contents);
  text += LinesOf(history.newest);
  const std::string digest = PlainDigest(text);
  ExportEnd end;
  end.set_digest(ToHex(digest));
  end.set_signature(ToHex(Sign(key, SignedText(digest))));
  return text + JsonLine(end);
}

absl::StatusOr<JournalExport> ReadExport(std::string_view text) {
  JournalExport result;
  const auto take = [&](const Entry& entry) {
    const absl::Status legal = result.state.Check(entry);
    if (legal.ok()) result.state.Apply(entry);
    return legal;
  };
  ASSIGN_OR_RETURN(result.header, journal_file::ReadExport(text, take));
  return result;
}

}  // namespace blangko::printer
