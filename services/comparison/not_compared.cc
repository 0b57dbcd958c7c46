#include "services/comparison/not_compared.h"

#include <algorithm>

#include "base/planted.h"
#include "base/status_macros.h"
#include "services/access/offices.h"
#include "services/comparison/compare.h"

namespace blangko::comparison {

absl::StatusOr<Passed> CountNotCompared(storage::Snapshot& snapshot, const DayRef& first, absl::Time now) {
  ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(snapshot, first.office));
  const int64_t today = access::OfficeDay(zone, now);
  Passed passed;
  for (int64_t day = std::max(first.day, today - kDaysLookedAt); day < today; ++day) {
    const DayRef ref{first.office, day};
    ASSIGN_OR_RETURN(const auto row, FindDay(snapshot, ref));
    if (row.has_value() || Planted("day-without-list-unseen")) continue;
    ASSIGN_OR_RETURN(const int64_t printed, CountPrinted(snapshot, ref));
    if (printed == 0) continue;
    if (passed.days == 0) passed.oldest = day;
    ++passed.days;
  }
  return passed;
}

}  // namespace blangko::comparison
