// PowerRule: whether a new card may begin, from what the UPS says. A card in hand is always finished.
//
// On battery none begins. After mains came back it must have been there without a break for `stable_after`, because
// power often comes back twice. When nobody knows (no upsd, no driver, stale data) the policy decides; but right after
// a battery nobody knowing still counts as battery, for `battery_memory`.
// Times are those of one steady clock. Threads: one.
#pragma once

#include <optional>

#include "absl/time/time.h"
#include "printer/power/power.h"

namespace blangko::printer {

struct PowerPolicy {
  bool print_when_unknown = true;
  absl::Duration stable_after = absl::Seconds(15);
  absl::Duration battery_memory = absl::Minutes(10);
};

class PowerRule {
 public:
  explicit PowerRule(PowerPolicy policy) : policy_(policy) {}

  void Take(const PowerReading& reading, absl::Time now);

  bool MayBegin() const { return !away_since_.has_value() && (known_ || policy_.print_when_unknown); }
  // Since when it has been away; nothing while a card may begin as far as the battery is concerned.
  std::optional<absl::Time> away_since() const { return away_since_; }

 private:
  const PowerPolicy policy_;
  bool known_ = false;
  std::optional<absl::Time> away_since_;
  std::optional<absl::Time> back_since_;  // while away: on line again since
  absl::Time battery_time_;               // while away: last seen on battery
};

}  // namespace blangko::printer
