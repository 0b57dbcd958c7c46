// PrinterPause: after a printer took no job, no further card is taken for a while: who tries again at once uses up one
// attempt of a record after the other.
//
// The first pause is kPrinterPauseFirst, each next one twice as long up to kPrinterPauseLongest, until a card came out.
// Failure: none. Threads: one.
#pragma once

#include <optional>

#include "absl/time/time.h"
#include "base/clock.h"
#include "printer/parts/agent_part.h"

namespace blangko::printer {

inline constexpr absl::Duration kPrinterPauseFirst = absl::Seconds(2);
inline constexpr absl::Duration kPrinterPauseLongest = absl::Minutes(1);

class PrinterPause {
 public:
  explicit PrinterPause(const Clock& clock) : clock_(clock) {}

  // The printer took no job.
  void Begin();
  // A card came out of it.
  void End();
  std::optional<Hindrance> Hinders() const;
  absl::Time until() const { return until_; }  // InfinitePast: it never began

 private:
  const Clock& clock_;
  absl::Duration next_ = kPrinterPauseFirst;
  absl::Time until_ = absl::InfinitePast();
};

}  // namespace blangko::printer
