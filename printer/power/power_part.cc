#include "printer/power/power_part.h"

#include <utility>

#include "base/log.h"

namespace blangko::printer {

std::optional<Hindrance> PowerPart::Hinders() {
  const PowerReading reading = source_.Read();
  rule_.Take(reading, steady_.Now());
  const bool may_begin = rule_.MayBegin();
  if (std::exchange(may_begin_, may_begin) != may_begin) {
    Log(may_begin ? LogLevel::kInfo : LogLevel::kWarning,
        may_begin ? "station.power_lets_begin" : "station.power_stops_new_cards",
        {{"state", NameOf(reading.state)},
         {"battery_percent", reading.battery_percent},
         {"why", reading.why}});
  }
  if (may_begin) return std::nullopt;
  if (rule_.away_since().has_value()) return Hindrance{.reason = "POWER_BATTERY", .word = "power-battery"};
  return Hindrance{.reason = "POWER_UNKNOWN", .word = "power-unknown"};
}

}  // namespace blangko::printer
