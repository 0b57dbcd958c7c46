#include "printer/program/clock_tool.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "base/status_macros.h"
#include "printer/day/office_time.h"
#include "printer/journal/journal_history.h"
#include "printer/journal/segment_files.h"
#include "printer/parts/station_clock.h"
#include "printer/program/ask_station.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

// In the office's zone, as on the page and in the handbook, and in UTC, as in the logs.
std::string TextOf(absl::Time time, const StationOptions& options) {
  if (time == absl::InfinitePast()) return "-";
  return absl::StrCat(OfficeTime("%Y-%m-%d %H:%M:%S", time, ZoneNamed(options.time_zone)),
                      absl::FormatTime(" (UTC %Y-%m-%d %H:%M:%S)", time, absl::UTCTimeZone()));
}

std::string Advice(const TrustedClock::Reading& reading, const StationOptions& options) {
  const Language language = options.language;
  if (reading.verdict == TrustedClock::Verdict::kTrusted)
    return In(language, "jam dipercaya\n", "the clock is trusted\n");
  return absl::StrCat(ClockTrouble(reading, language),
                      In(language, ": tidak ada kartu baru. Betulkan jam mesin, atau: ",
                         ": no new card begins. Set the machine's clock right, or: "),
                      "blangko-station clock confirm --dir ", options.directory,
                      In(language, " --by NAMA\n", " --by NAME\n"));
}

std::string Line(const std::string& what, const std::string& value) {
  return absl::StrFormat("%-20s %s\n", what, value);
}

absl::Status LearnFrom(const std::string& directory, StationClock& clock) {
  ASSIGN_OR_RETURN(const std::vector<SegmentBytes> segments, ReadSegmentFiles(directory));
  ASSIGN_OR_RETURN(const JournalHistory history, HistoryOf(segments));
  if (history.newest.entries.empty()) return absl::OkStatus();
  const Entry& newest = history.newest.entries.back();
  clock.Learn(newest.seq(), absl::FromUnixMicros(newest.time_micros()));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> ShowClock(const StationOptions& options, const Clock& machine) {
  if (!HasSegmentFiles(options.directory)) {
    return NoStation(options.directory);
  }
  ASSIGN_OR_RETURN(const auto clock, StationClock::Open(options.directory, machine));
  RETURN_IF_ERROR(LearnFrom(options.directory, *clock));
  const TrustedClock::Reading reading = clock->Read();
  const Language language = options.language;
  std::string text =
      Line(In(language, "jam mesin", "machine"), TextOf(reading.machine, options)) +
      Line(In(language, "terakhir pasti", "known to be right"), TextOf(reading.newest, options));
  if (clock->note().confirmed_micros() != 0) {
    const std::string at = TextOf(absl::FromUnixMicros(clock->note().confirmed_micros()), options);
    text += Line(In(language, "dibenarkan", "confirmed"),
                 absl::StrCat(at, In(language, " oleh ", " by "), clock->note().confirmed_by()));
  }
  return text + Advice(reading, options);
}

absl::StatusOr<std::string> ConfirmClock(const StationOptions& options, const AskParties& parties) {
  station::v1::OperatorRequest request;
  request.set_by(options.by);
  request.mutable_confirm_clock();
  ASSIGN_OR_RETURN(const Asked asked, AskStation(options.directory, {request}, parties));
  RETURN_IF_ERROR(asked.answers.front());
  const Language language = options.language;
  return absl::StrCat(
      In(language, "jam dibenarkan", "the clock is confirmed"),
      asked.by_agent ? In(language, ", oleh agen yang berjalan\n", ", at the running agent\n") : "\n");
}

}  // namespace blangko::printer
