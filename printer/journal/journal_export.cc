#include "printer/journal/journal_export.h"

#include <utility>

#include "base/status_macros.h"
#include "services/journal_file/export_lines.h"
#include "services/journal_file/read_export.h"
#include "services/journal_file/write_export.h"

namespace blangko::printer {
namespace {

using journal_file::ExportWriter;
using station::v1::ExportHeader;

ExportHeader HeaderOf(const JournalHistory& history, absl::Time now) {
  const JournalPlace& before = history.past.empty() ? history.newest.before : history.past[0].contents.before;
  ExportHeader header;
  header.set_station_id(history.owner.station_id());
  header.set_epoch(history.owner.epoch());
  header.set_first_seq(before.seq + 1);
  header.set_last_seq(history.newest.end().seq);
  header.set_chain_before(ToHex(before.chain));
  header.set_chain(ToHex(history.newest.end().chain));
  journal_file::SetTime(now, *header.mutable_export_time());
  return header;
}

void AddAll(const SegmentContents& contents, ExportWriter& writer) {
  for (size_t i = 0; i < contents.entries.size(); ++i) writer.Add(contents.entries[i], contents.chains[i]);
}

}  // namespace

std::string ExportText(const JournalHistory& history, const SigningKey& key, absl::Time now,
                       const std::string& recovery_code) {
  ExportHeader header = HeaderOf(history, now);
  header.set_recovery_code(recovery_code);
  ExportWriter writer(std::move(header));
  for (const PastSegment& past : history.past) AddAll(past.contents, writer);
  AddAll(history.newest, writer);
  return writer.Sign(key);
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
