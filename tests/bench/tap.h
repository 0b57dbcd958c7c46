// The tap: calls of many kinds come at a set rate for a set time, whatever the server says; each kind has so many clients,
// who call for those who come, and one call in flight each.
//
//   ASSIGN_OR_RETURN(const TapRun run, RunTap(clients, {.lasts = absl::Seconds(30), .per_second = {8000, 4000, 400}}));
//
// Who comes while all clients of the kind wait for an answer is turned away, and counted. A client that was refused waits
// for the time that the server names and sends the same call again.
// Failure: the first answer that is neither a result nor a refusal for now; calls under way are waited for.
// Threads: belongs to one thread.
#pragma once

#include <array>
#include <functional>
#include <span>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "tests/bench/tap_clients.h"
#include "tests/bench/tap_counts.h"

namespace blangko::bench {

struct TapPlan {
  absl::Duration lasts;
  // By Caller.
  std::array<double, kCallers> per_second = {Arrivals::kWheneverFree, Arrivals::kWheneverFree,
                                             Arrivals::kWheneverFree};
  std::function<void()> every_second = {};  // also at the beginning; may be empty
};

struct TapRun {
  TapCounts counts;
  double seconds = 0;  // that the tap was open
};

absl::StatusOr<TapRun> RunTap(std::span<TapClient* const> clients, const TapPlan& plan);

}  // namespace blangko::bench
