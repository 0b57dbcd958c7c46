#include "printer/day_tool.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "base/status_macros.h"
#include "printer/day_book.h"
#include "printer/journal_history.h"
#include "printer/segment_files.h"

namespace blangko::printer {
namespace {

using station::v1::DayCount;

std::string When(const Entry& entry) {
  return absl::FormatTime("%Y-%m-%d %H:%M", absl::FromUnixMicros(entry.time_micros()), absl::LocalTimeZone());
}

std::string CountLine(const Entry& entry) {
  const DayCount& count = entry.day_count();
  if (!count.day_end())
    return absl::StrFormat("%s  awal   %6d keping  oleh %s\n", When(entry), count.blanks(), count.by());
  const std::string second = count.second().empty() ? "" : absl::StrCat(" dan ", count.second());
  return absl::StrFormat(
      "%s  akhir  %6d keping  seharusnya %d: %s; %d rusak dan %d amplop disimpan  oleh %s%s\n", When(entry),
      count.blanks(), count.expected_blanks(), DifferenceInWords(count.blanks(), count.expected_blanks()),
      count.spoiled(), count.envelopes(), count.by(), second);
}

std::string LinesOf(const SegmentContents& contents) {
  std::string lines;
  for (const Entry& entry : contents.entries) {
    if (entry.has_day_count()) lines += CountLine(entry);
    if (entry.has_blanks_received()) {
      absl::StrAppendFormat(&lines, "%s  masuk  %6d keping  %s  oleh %s\n", When(entry),
                            entry.blanks_received().blanks(), entry.blanks_received().document(),
                            entry.blanks_received().by());
    }
  }
  return lines;
}

}  // namespace

absl::StatusOr<std::string> ShowDays(const StationOptions& options) {
  ASSIGN_OR_RETURN(const std::vector<SegmentBytes> segments, ReadSegmentFiles(options.directory));
  if (segments.empty()) return absl::NotFoundError(absl::StrCat("journal: none in ", options.directory));
  ASSIGN_OR_RETURN(const JournalHistory history, HistoryOf(segments));
  std::string text;
  for (const PastSegment& past : history.past) text += LinesOf(past.contents);
  text += LinesOf(history.newest);
  return text.empty() ? "Belum ada hitungan (no count yet)\n" : text;
}

}  // namespace blangko::printer
