#include "printer/power/power_rule.h"

#include "base/planted.h"

namespace blangko::printer {

std::string_view NameOf(PowerReading::State state) {
  switch (state) {
    case PowerReading::State::kOnLine: return "on-line";
    case PowerReading::State::kOnBattery: return "on-battery";
    case PowerReading::State::kLowBattery: return "low-battery";
    case PowerReading::State::kUnknown: return "unknown";
  }
  return "unknown";
}

void PowerRule::Take(const PowerReading& reading, absl::Time now) {
  if (Planted("battery-ignored")) return;
  known_ = reading.state != PowerReading::State::kUnknown;
  if (known_ && reading.state != PowerReading::State::kOnLine) {
    if (!away_since_.has_value()) away_since_ = now;
    battery_time_ = now;
    back_since_.reset();
    return;
  }
  if (!away_since_.has_value()) return;
  if (!known_) {
    back_since_.reset();
    if (now - battery_time_ >= policy_.battery_memory) away_since_.reset();
    return;
  }
  if (!back_since_.has_value()) back_since_ = now;
  if (now - *back_since_ >= policy_.stable_after) away_since_.reset();
}

}  // namespace blangko::printer
