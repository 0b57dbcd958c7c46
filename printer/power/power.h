// PowerSource: whether the station has mains power, as its UPS tells it.
//
// A reading is at once and never waits for the UPS; one that is too old or missing is kUnknown, with the reason.
// Threads: any.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace blangko::printer {

struct PowerReading {
  enum class State { kUnknown, kOnLine, kOnBattery, kLowBattery };
  State state = State::kUnknown;
  int battery_percent = -1;      // -1 = not told
  int64_t runtime_seconds = -1;  // how long the battery lasts; -1 = not told
  std::string why = {};          // of kUnknown
};

// "on-line", "on-battery", "low-battery", "unknown": for logs.
std::string_view NameOf(PowerReading::State state);

class PowerSource {
 public:
  virtual ~PowerSource() = default;
  virtual PowerReading Read() const = 0;
};

}  // namespace blangko::printer
