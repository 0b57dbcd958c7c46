// Every bound of the scheduler, with its unit. Each is enforced where it is named.
#pragma once

#include <cstddef>
#include <cstdint>

#include "absl/time/time.h"

namespace blangko::scheduler {

// Jobs or reports of one call.
inline constexpr int32_t kJobsMax = 50;
inline constexpr int32_t kOutcomesMax = 50;
// Cards of one printer that wait for a look: one tray. They take no place in the window.
inline constexpr int32_t kLooksMax = 50;
// Cards that lie at a station and that one call asks about.
inline constexpr int32_t kHeldMax = 50;
// Reports that share the commit of the grants of an exchange; what is more is booked in commits before it.
inline constexpr int32_t kOutcomesWithGrants = 16;

// Rows kept free in a closure before one more record is taken: a grant reads about 9 and writes about 9, and the
// split of a full segment of a line (storage/layers/line.h) may read 64 more.
inline constexpr size_t kRowsReadPerGrant = 90;
inline constexpr size_t kRowsWrittenPerGrant = 16;

// Sites whose lines one station serves.
inline constexpr size_t kSitesMax = 64;
// Generations of a line that are read beside the newest: rows that an older FIFO key placed.
inline constexpr uint64_t kOldGenerationsRead = 3;
// Heads that one pull passes over, each for a stated cause, before it gives up.
inline constexpr size_t kSkipsMax = 64;
// Skips that the log entry of a grant names; of the others it gives the number.
inline constexpr size_t kSkipsNamed = 3;

// Waiting pulls.
inline constexpr size_t kWaitersMax = 256;
inline constexpr absl::Duration kWaitMax = absl::Seconds(2);
// A waiter looks again by itself this often: work may come from another domain or another process.
inline constexpr absl::Duration kLookAgainAfter = absl::Milliseconds(200);
// When an empty-handed station should ask again, plus jitter up to the same length.
inline constexpr absl::Duration kNextPollAfter = absl::Seconds(1);
inline constexpr absl::Duration kNextPollWhenCrowded = absl::Seconds(5);

// Grants given back by one turn of the reclaimer.
inline constexpr size_t kReclaimsPerTurn = 200;
// Records moved to the lines of a new order by one turn of the replacer.
inline constexpr size_t kReplacedPerTurn = 100;

inline constexpr int32_t kPageDefault = 100;  // jobs
inline constexpr int32_t kPageMax = 1000;     // jobs

// Offices above an office; more is a circle in the data.
inline constexpr int kOfficeDepthMax = 8;

// Policies.
inline constexpr int kClassesMax = 16;
inline constexpr uint64_t kClassIdMax = 63;
inline constexpr int64_t kCardsMax = 1'000'000;  // of a cap, a reserve or a limit
inline constexpr absl::Duration kPolicyAheadMax = absl::Hours(24 * 400);  // it may be planned

}  // namespace blangko::scheduler
