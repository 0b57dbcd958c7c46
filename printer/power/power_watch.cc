#include "printer/power/power_watch.h"

#include <utility>

#include "base/log.h"
#include "base/text.h"

namespace blangko::printer {

PowerWatch::PowerWatch(Ask ask, const Clock& steady)
    : ask_(std::move(ask)), steady_(steady), periodic_(kPowerAskEvery, [this] {
        RunOnce();
        return false;
      }) {}

void PowerWatch::Start() {
  RunOnce();
  periodic_.Start();
}

void PowerWatch::RunOnce() {
  const absl::StatusOr<PowerReading> answer = ask_();
  {
    const std::lock_guard lock(mutex_);
    if (answer.ok()) {
      newest_ = *answer;
      newest_time_ = steady_.Now();
    } else {
      trouble_ = std::string(ToStd(answer.status().message()));
    }
  }
  const PowerReading now = Read();
  if (std::exchange(logged_, now.state) == now.state) return;
  Log(now.state == PowerReading::State::kOnLine ? LogLevel::kInfo : LogLevel::kWarning, "station.power",
      {{"state", NameOf(now.state)}, {"battery_percent", now.battery_percent}, {"why", now.why}});
}

PowerReading PowerWatch::Read() const {
  const std::lock_guard lock(mutex_);
  if (steady_.Now() - newest_time_ <= kPowerReadingAge) return newest_;
  PowerReading unknown;
  unknown.why = trouble_;
  return unknown;
}

}  // namespace blangko::printer
