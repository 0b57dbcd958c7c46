#include "printer/program/day_tool.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "base/status_macros.h"
#include "printer/day/day_book.h"
#include "printer/day/office_time.h"
#include "printer/journal/journal_history.h"
#include "printer/journal/segment_files.h"
#include "printer/program/ask_station.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

using station::v1::DayCount;

// How the lines are said.
struct Saying {
  Language language;
  absl::TimeZone zone;
};

std::string When(const Entry& entry, absl::TimeZone zone) {
  return OfficeTime("%Y-%m-%d %H:%M", absl::FromUnixMicros(entry.time_micros()), zone);
}

// "2026-11-30 08:00 WIB  awal       100 keping": the beginning of every line.
std::string Head(const Entry& entry, const std::string& word, int64_t blanks, const Saying& saying) {
  return absl::StrFormat("%s  %-5s  %6d %s", When(entry, saying.zone), word, blanks,
                         In(saying.language, "keping", "blanks"));
}

std::string By(const std::string& name, Language language) {
  return absl::StrCat(In(language, "  oleh ", "  by "), name);
}

// "2", or "1 (seharusnya 2)".
std::string Kept(int64_t counted, int64_t expected, Language language) {
  if (counted == expected) return absl::StrCat(counted);
  return absl::StrCat(counted, In(language, " (seharusnya ", " (expected "), expected, ")");
}

// Of a first count that differs from the end before it; "" when it fits, or nothing came before.
std::string StartWords(const DayCount& count, Language language) {
  if (!count.compared() || count.blanks() == count.expected_blanks()) return "";
  return absl::StrCat(In(language, "  seharusnya ", "  expected "), count.expected_blanks(), ": ",
                      DifferenceInWords(count.blanks(), count.expected_blanks(), language),
                      In(language, "; sebab: ", "; cause: "), count.cause());
}

std::string CountLine(const Entry& entry, const Saying& saying) {
  const Language language = saying.language;
  const DayCount& count = entry.day_count();
  const std::string word = count.day_end() ? In(language, "akhir", "end") : In(language, "awal", "start");
  const std::string head = Head(entry, word, count.blanks(), saying);
  if (!count.day_end())
    return absl::StrCat(head, StartWords(count, language), By(count.by(), language), "\n");
  const std::string second =
      count.second().empty() ? "" : absl::StrCat(In(language, " dan ", " and "), count.second());
  return absl::StrCat(
      head, In(language, "  seharusnya ", "  expected "), count.expected_blanks(), ": ",
      DifferenceInWords(count.blanks(), count.expected_blanks(), language),
      In(language, "; disimpan: rusak ", "; kept: spoiled "),
      Kept(count.spoiled(), count.expected_spoiled(), language), In(language, ", amplop ", ", envelopes "),
      Kept(count.envelopes(), count.expected_envelopes(), language), By(count.by(), language), second, "\n");
}

std::string ReceiptLine(const Entry& entry, const Saying& saying) {
  const Language language = saying.language;
  const station::v1::BlanksReceived& received = entry.blanks_received();
  return absl::StrCat(Head(entry, In(language, "masuk", "in"), received.blanks(), saying), "  ",
                      received.document(), By(received.by(), language), "\n");
}

std::string LinesOf(const SegmentContents& contents, const Saying& saying) {
  std::string lines;
  for (const Entry& entry : contents.entries) {
    if (entry.has_day_count()) lines += CountLine(entry, saying);
    if (entry.has_blanks_received()) lines += ReceiptLine(entry, saying);
  }
  return lines;
}

}  // namespace

absl::StatusOr<std::string> ShowDays(const StationOptions& options) {
  ASSIGN_OR_RETURN(const std::vector<SegmentBytes> segments, ReadSegmentFiles(options.directory));
  if (segments.empty()) return NoStation(options.directory);
  ASSIGN_OR_RETURN(const JournalHistory history, HistoryOf(segments));
  const Saying saying = {options.language, ZoneNamed(options.time_zone)};
  std::string text;
  for (const PastSegment& past : history.past) text += LinesOf(past.contents, saying);
  text += LinesOf(history.newest, saying);
  return text.empty() ? In(options.language, "Belum ada hitungan\n", "No count yet\n") : text;
}

}  // namespace blangko::printer
