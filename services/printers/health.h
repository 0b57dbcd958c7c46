// Health: whether a station is heard of, and what each of its printers can do now.
//
// A station that has not been heard of for three heartbeats is silent: its printers may be printing what they were
// permitted, or stand still; nobody here knows.
// Failure: none. Threads: pure functions over the caller's rows.
#pragma once

#include <optional>

#include "absl/time/time.h"
#include "blangko/printers/v1/printers.pb.h"
#include "services/printers/printer.h"

namespace blangko::printers {

// Heartbeats are asked for this far apart, give or take a fifth, so that stations do not march in step.
inline constexpr absl::Duration kHeartbeatInterval = absl::Seconds(30);
inline constexpr absl::Duration kSilentAfter = absl::Seconds(90);

// Time since the newest heartbeat, never negative; nothing for a station that was never heard.
std::optional<absl::Duration> HeartbeatAge(const StationRow& station, absl::Time now);

bool IsSilent(const StationRow& station, absl::Time now);

// A printer that its station no longer names is silent, too.
v1::PrinterHealth HealthOf(const StationRow& station, const PrinterRow& printer, absl::Time now);

}  // namespace blangko::printers
