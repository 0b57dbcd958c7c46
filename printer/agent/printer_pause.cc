#include "printer/agent/printer_pause.h"

#include <algorithm>

#include "base/log.h"
#include "base/planted.h"

namespace blangko::printer {

void PrinterPause::Begin() {
  until_ = clock_.Now() + next_;
  Log(LogLevel::kWarning, "station.printer_took_no_job",
      {{"pause_seconds", absl::ToInt64Seconds(next_)}, {"want", "no new card before the pause is over"}});
  next_ = std::min(next_ * 2, kPrinterPauseLongest);
}

void PrinterPause::End() {
  next_ = kPrinterPauseFirst;
  until_ = absl::InfinitePast();
}

// A clock that went back makes no pause longer.
std::optional<Hindrance> PrinterPause::Hinders() const {
  const absl::Duration left = until_ - clock_.Now();
  if (left <= absl::ZeroDuration() || left > kPrinterPauseLongest) return std::nullopt;
  if (Planted("no-pause-after-no-job")) return std::nullopt;
  return Hindrance{.reason = "PRINTER_DOWN", .word = "job-not-taken"};
}

}  // namespace blangko::printer
