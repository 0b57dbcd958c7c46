// StationParts: what the running agent has a say of beside its printer: clock, blocked blanks, counts
// of days, power, encoder and blanks.
//
// Failure: INVALID_ARGUMENT for a wrong option; of the disk. Threads: one, the agent's.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/clock.h"
#include "base/rng.h"
#include "printer/encoder/blank_desk.h"
#include "printer/journal/journal.h"
#include "printer/parts/agent_part.h"
#include "printer/parts/blocked_blanks.h"
#include "printer/parts/count_teller.h"
#include "printer/parts/quarantine.h"
#include "printer/parts/station_clock.h"
#include "printer/power/power_part.h"
#include "printer/power/power_watch.h"
#include "printer/program/station_options.h"

namespace blangko::printer {

class StationParts {
 public:
  // `machine` outlives it.
  static absl::StatusOr<std::unique_ptr<StationParts>> Open(const StationOptions& options,
                                                            const Clock& machine);

  // Once, with the journal that was opened with clock(), before anything is appended. Both outlive it.
  absl::Status Attach(const StationOptions& options, const Journal& journal, Rng& rng);

  StationClock& clock() { return *clock_; }
  BlankDesk* blanks() { return blanks_.get(); }  // null without an encoder
  // What the UPS said last; nothing without one.
  std::optional<PowerReading> power() const {
    return watch_ == nullptr ? std::nullopt : std::optional(watch_->Read());
  }
  std::vector<AgentPart*> list();

 private:
  StationParts() = default;
  absl::Status WatchPower(const StationOptions& options);

  SteadyClock steady_;
  std::unique_ptr<StationClock> clock_;
  std::unique_ptr<BlockedBlanks> blocked_;
  std::unique_ptr<Quarantine> quarantine_;
  std::unique_ptr<CountTeller> counts_;  // from Attach on
  std::unique_ptr<PowerWatch> watch_;    // null without a UPS
  std::unique_ptr<PowerPart> power_;
  std::unique_ptr<CardEncoder> encoder_;
  std::unique_ptr<BlankDesk> blanks_;
};

}  // namespace blangko::printer
