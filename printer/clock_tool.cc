#include "printer/clock_tool.h"

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "base/status_macros.h"
#include "printer/journal_history.h"
#include "printer/segment_files.h"
#include "printer/station_clock.h"

namespace blangko::printer {
namespace {

using Verdict = TrustedClock::Verdict;

std::string TextOf(absl::Time time) {
  return time == absl::InfinitePast()
             ? "-"
             : absl::FormatTime("%Y-%m-%d %H:%M:%S %Ez", time, absl::LocalTimeZone());
}

std::string SentenceOf(const TrustedClock::Reading& reading, const std::string& directory) {
  if (reading.verdict == Verdict::kTrusted) return "jam stasiun dipercaya (the clock is trusted)\n";
  const char* why =
      reading.verdict == Verdict::kBehind
          ? "jam mesin sebelum waktu terakhir yang pasti (the machine lies before what is known)"
          : "jam mesin jauh di depan (the machine lies implausibly far ahead)";
  return absl::StrCat(why, ": tidak ada kartu baru (no new card). Betulkan jam, atau (set it right, or): ",
                      "blangko-station clock confirm --dir ", directory, " --by NAMA\n");
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
    return absl::NotFoundError(absl::StrCat("there is no station in ", options.directory));
  }
  ASSIGN_OR_RETURN(const auto clock, StationClock::Open(options.directory, machine));
  RETURN_IF_ERROR(LearnFrom(options.directory, *clock));
  const TrustedClock::Reading reading = clock->Read();
  std::string text = absl::StrCat("jam mesin (machine)            ", TextOf(reading.machine),
                                  "\nterakhir pasti (known right)    ", TextOf(reading.newest), "\n");
  if (clock->note().confirmed_micros() != 0) {
    absl::StrAppend(&text, "dibenarkan (confirmed)          ",
                    TextOf(absl::FromUnixMicros(clock->note().confirmed_micros())), " oleh (by) ",
                    clock->note().confirmed_by(), "\n");
  }
  return text + SentenceOf(reading, options.directory);
}

absl::StatusOr<std::string> ConfirmClock(const StationOptions& options, const AskParties& parties) {
  station::v1::OperatorRequest request;
  request.set_by(options.by);
  request.mutable_confirm_clock();
  ASSIGN_OR_RETURN(const Asked asked, AskStation(options.directory, {request}, parties));
  RETURN_IF_ERROR(asked.answers.front());
  return absl::StrCat("jam stasiun dibenarkan (confirmed)",
                      asked.by_agent ? " di agen (at the running agent)\n" : "\n");
}

}  // namespace blangko::printer
