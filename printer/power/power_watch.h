// PowerWatch asks the UPS again and again on a thread of its own and keeps the newest reading for the agent.
//
// A reading is believed for kPowerReadingAge; then nobody knows. What changes is logged once.
// Threads: Read from any; Start and Stop as base/periodic.h; RunOnce one at a time.
#pragma once

#include <functional>
#include <mutex>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/periodic.h"
#include "printer/power/power.h"

namespace blangko::printer {

inline constexpr absl::Duration kPowerAskEvery = absl::Seconds(2);
inline constexpr absl::Duration kPowerReadingAge = absl::Seconds(10);

class PowerWatch : public PowerSource {
 public:
  using Ask = std::function<absl::StatusOr<PowerReading>()>;

  // `steady` outlives it.
  PowerWatch(Ask ask, const Clock& steady);

  // Asks once, so that there is a first reading, and then goes on.
  void Start();
  void Stop() { periodic_.Stop(); }
  void RunOnce();

  PowerReading Read() const override;

 private:
  const Ask ask_;
  const Clock& steady_;
  mutable std::mutex mutex_;
  PowerReading newest_;                                // guarded by mutex_
  absl::Time newest_time_ = absl::InfinitePast();      // guarded by mutex_
  std::string trouble_ = "the UPS was not asked yet";  // guarded by mutex_
  PowerReading::State logged_ = PowerReading::State::kUnknown;
  Periodic periodic_;  // last: its thread uses the others
};

}  // namespace blangko::printer
